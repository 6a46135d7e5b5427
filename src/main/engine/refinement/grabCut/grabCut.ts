/**
 * GrabCut (Rother, Kolmogorov and Blake, 2004): an outline from a rough idea of where the object lies, by colour models
 * of both sides and the cheapest cut between them, in turns. Start, energy and so masks are those of OpenCV.
 */
import { ColourModel, components } from './colourModel.ts';
import { kMeans } from './kMeans.ts';
import { PixelGraph } from './pixelGraph.ts';
import { sides, type RgbImage, type Side } from './pixels.ts';
import { MultiplyWithCarry } from './random.ts';

export type { RgbImage };

/** Of the random numbers: the same for every image, so that its mask depends on nothing else. */
const seed = 1;

/**
 * @param trimap [height, width] of `TRIMAP`'s numbers
 * @param iterations turns of models and cut, at least 1
 * @returns [height, width], 1 on the object and 0 elsewhere. A trimap without any foreground or any background leaves
 *   nothing to tell apart: its own foreground is returned.
 */
export function grabCut(image: RgbImage, trimap: Uint8Array, iterations: number): Uint8Array {
  const mask = trimap.map((value) => value & 1);
  if (!mask.includes(0) || !mask.includes(1)) return mask;
  const { rgb } = image;
  const component = new Uint8Array(mask.length);
  const random = new MultiplyWithCarry(seed);
  const [background, foreground] = sides.map((side) => firstModel(rgb, mask, side, component, random)) as [
    ColourModel,
    ColourModel,
  ];
  const graph = new PixelGraph(image, trimap);
  for (let iteration = 0; iteration < iterations; iteration++) {
    assignComponents(rgb, mask, background, foreground, component);
    background.fit(rgb, component, mask, 0);
    foreground.fit(rgb, component, mask, 1);
    pullAll(rgb, graph, background, foreground);
    graph.cut(mask);
  }
  return mask;
}

/** A side's model before the first turn: its components are clusters of its colours, noted in `component`. */
function firstModel(
  rgb: Uint8Array,
  mask: Uint8Array,
  side: Side,
  component: Uint8Array,
  random: MultiplyWithCarry,
): ColourModel {
  const colours = new Uint8Array(rgb.length);
  let size = 0;
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (mask[pixel] !== side) continue;
    for (let channel = 0; channel < 3; channel++) colours[size * 3 + channel] = rgb[pixel * 3 + channel]!;
    size++;
  }
  const labels = kMeans(colours.subarray(0, size * 3), Math.min(components, size), random);
  for (let pixel = 0, index = 0; pixel < mask.length; pixel++)
    if (mask[pixel] === side) component[pixel] = labels[index++]!;
  const model = new ColourModel();
  model.fit(rgb, component, mask, side);
  return model;
}

function assignComponents(
  rgb: Uint8Array,
  mask: Uint8Array,
  background: ColourModel,
  foreground: ColourModel,
  component: Uint8Array,
): void {
  for (let pixel = 0, at = 0; pixel < mask.length; pixel++, at += 3) {
    const model = mask[pixel] === 1 ? foreground : background;
    component[pixel] = model.likeliest(rgb[at]!, rgb[at + 1]!, rgb[at + 2]!);
  }
}

function pullAll(rgb: Uint8Array, graph: PixelGraph, background: ColourModel, foreground: ColourModel): void {
  const { open } = graph;
  for (let index = 0; index < open.length; index++) {
    const at = open[index]! * 3;
    const red = rgb[at]!;
    const green = rgb[at + 1]!;
    const blue = rgb[at + 2]!;
    graph.pull(
      index,
      foreground.logLikelihood(red, green, blue) - background.logLikelihood(red, green, blue),
    );
  }
}
