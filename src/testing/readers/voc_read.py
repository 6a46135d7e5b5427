"""Reads a Pascal VOC export by the rules of its common readers: FOLDER SPLIT

None of the readers' code is used, only their rules, with the standard library:
  torchvision.datasets.VOCDetection: names from ImageSets/Main/<split>.txt, JPEGImages/<name>.jpg and
    Annotations/<name>.xml side by side, the XML by ElementTree;
  mmdet.datasets.XMLDataset: size/width and size/height, object/name, difficult, bndbox as whole numbers, boxes
    as 0-based corners after subtracting 1 from each;
  datumaro's VOC importer: labelmap.txt with four fields between ':', '#' for comments.
Where they take anything, this script asks for what the VOC devkit itself promises. torchvision's and mmdet's
".jpg" is not asked for: pictures that are not JPEGs are listed under "not_jpg".
Prints one JSON object; ends with an error for a file that breaks a rule.
"""
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

folder, split = Path(sys.argv[1]), sys.argv[2]


def check(holds, what):
    if not holds:
        sys.exit(f"breaks a rule: {what}")


def read_labels():
    labels = {}
    for line in (folder / "labelmap.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line[0] == "#":
            continue
        fields = line.split(":")
        check(len(fields) == 4, f"labelmap line with {len(fields)} fields: {line}")
        check(fields[0] not in labels, f"label twice: {fields[0]}")
        labels[fields[0]] = tuple(int(part) for part in fields[1].split(","))
        check(len(labels[fields[0]]) == 3, f"colour of {fields[0]}")
    check(len(set(labels.values())) == len(labels), "two labels of one colour")
    return labels


def flag(element, name):
    value = element.findtext(name)
    check(value in ("0", "1"), f"{name} is {value}")


def read_object(element, labels, width, height):
    name = element.findtext("name")
    check(name in labels, f"label {name} is not in labelmap.txt")
    check(element.findtext("pose") == "Unspecified", "pose")
    for each in ("truncated", "occluded", "difficult"):
        flag(element, each)
    corners = [int(element.find("bndbox").findtext(side)) for side in ("xmin", "ymin", "xmax", "ymax")]
    xmin, ymin, xmax, ymax = corners
    check(1 <= xmin <= xmax <= width and 1 <= ymin <= ymax <= height, f"corners {corners} in {width} x {height}")
    attributes = {each.findtext("name"): each.findtext("value") for each in element.iter("attribute")}
    return {"name": name, "mmdet": [value - 1 for value in corners], "corners": corners, "attributes": attributes}


def read_image(name, labels):
    root = ET.parse(folder / "Annotations" / f"{name}.xml").getroot()
    check(root.tag == "annotation", f"root element {root.tag}")
    check(root.findtext("folder") == "JPEGImages", "folder")
    file = root.findtext("filename")
    check(Path(file).stem == name, f"filename {file} of {name}.xml")
    check((folder / "JPEGImages" / file).is_file(), f"{file} is not there")
    check(root.find("source").find("database") is not None, "source/database")
    flag(root, "segmented")
    width, height, depth = (int(root.find("size").findtext(each)) for each in ("width", "height", "depth"))
    check(depth in (1, 3, 4), f"depth {depth}")
    objects = [read_object(each, labels, width, height) for each in root.findall("object")]
    return {"file": file, "width": width, "height": height, "depth": depth, "objects": objects}


labels = read_labels()
names = (folder / "ImageSets" / "Main" / f"{split}.txt").read_text(encoding="utf-8").split()
check(len(set(names)) == len(names), "an image is listed twice")
images = [read_image(name, labels) for name in names]
not_jpg = [image["file"] for image in images if not image["file"].endswith(".jpg")]
print(json.dumps({"labels": list(labels), "images": images, "not_jpg": not_jpg}))
