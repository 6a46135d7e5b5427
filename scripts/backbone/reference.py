#!/usr/bin/env python3
"""Reference activations of the embedded backbone, from the original .tflite, by Google's own LiteRT interpreter.

  pip install ai-edge-litert==2.3.0 numpy pillow
  python3 scripts/backbone/reference.py graph.lite PHOTO.jpg src/main/engine/backbones/reference/

Shares no code with Boxwright. Writes input.png (the 299x299 image that was fed) and three little-endian uint8 .npy
files with the activations of Conv2d_4a_3x3, Mixed_5d and Mixed_6e, [height, width, channel], and index.json with each
one's scale: activation = byte * scale (all zero points are 0). The interpreter computes in uint8; a float network with
the same weights therefore agrees with it to its rounding, not to float precision. Of the two large maps every fourth
cell in both directions is kept.
"""
import json, os, sys
import numpy as np
from PIL import Image
from ai_edge_litert.interpreter import Interpreter, OpResolverType

MAPS = {"Conv2d_4a_3x3": ("Conv2d_4a_3x3/Relu", 4), "Mixed_5d": ("Mixed_5d/concat", 4), "Mixed_6e": ("Mixed_6e/concat", 1)}


def main(model, photo, folder):
    os.makedirs(folder, exist_ok=True)
    net = Interpreter(model, experimental_preserve_all_tensors=True,
                      experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
    net.allocate_tensors()
    image = Image.open(photo).convert("RGB").resize((299, 299), Image.BILINEAR)
    image.save(os.path.join(folder, "input.png"), optimize=True)
    net.set_tensor(net.get_input_details()[0]["index"], np.asarray(image)[None])
    net.invoke()
    index = {}
    for d in net.get_tensor_details():
        for name, (suffix, step) in MAPS.items():
            if d["name"] == "InceptionV3/InceptionV3/" + suffix:
                scale, zero = d["quantization"]
                assert zero == 0
                values = net.get_tensor(d["index"])[0][::step, ::step]
                np.save(os.path.join(folder, name + ".npy"), values)
                index[name] = {"scale": float(scale), "step": step, "shape": list(values.shape)}
    json.dump(index, open(os.path.join(folder, "index.json"), "w"), indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:4])
