"""Unpacks what Boxwright needs of a TensorFlow wheel: two libraries, a few C headers, the licences.

Usage: unpackWheel.py WHEEL FOLDER. Needs only the standard library; reading a member checks its CRC.
"""

import os
import shutil
import sys
import zipfile

LIBRARIES = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")
# Found with the compiler's -M: all that the native binding of tfjs-node-gpu includes, by folder.
HEADERS = (
    "include/tensorflow/c/",
    "include/tensorflow/core/platform/ctstring",
    "include/tsl/platform/ctstring",
    "include/xla/tsl/c/",
)
LICENCES = ("include/LICENSE", "THIRD_PARTY_NOTICES.txt")


def is_needed(name):
    if not name.startswith("tensorflow/") or ".." in name.split("/"):
        return False
    inner = name[len("tensorflow/") :]
    return inner in LIBRARIES + LICENCES or (inner.startswith(HEADERS) and inner.endswith(".h"))


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for name in filter(is_needed, archive.namelist()):
            target = os.path.join(folder, *name.split("/")[1:])
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(name) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)


main(*sys.argv[1:])
