"""Scores a COCO export against itself with pycocotools: INSTANCES.json RESULTS.json

Prints one JSON object. A sound export has average precision 1; a reader's exception ends the script.
"""
import contextlib
import json
import sys

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

with contextlib.redirect_stdout(sys.stderr):
    truth = COCO(sys.argv[1])
    found = truth.loadRes(sys.argv[2])
    evaluation = COCOeval(truth, found, "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()

categories = truth.loadCats(truth.getCatIds())
print(
    json.dumps(
        {
            "precision": float(evaluation.stats[0]),
            "recall": float(evaluation.stats[8]),
            "images": len(truth.getImgIds()),
            "annotations": len(truth.getAnnIds()),
            "categories": [category["name"] for category in categories],
        }
    )
)
