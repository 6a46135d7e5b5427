/**
 * What speaks against a box, so that a person looks there first. Every reason is seen in the box and its score map
 * alone. On birds30's training images the second object and the unsteady box go with a wrong box (IoU < .5) in 53 % and
 * 37 % of cases, against 13 % where no reason is found; the others are rare. Reasons are kept as a bit set, a bit for each entry of `suspicions` from the lowest up.
 */
import { iou, type Box } from './geometry.ts';
import type { Component } from './levelSet.ts';
import type { ScoreMap } from './scoreMap.ts';
import { foregroundComponents, mainOf, onImage } from './thetaBox.ts';

export const suspicions = [
  { id: 'unsure-class', text: 'Class is uncertain' },
  { id: 'second-peak', text: 'A second object, maybe' },
  { id: 'whole-image', text: 'Box covers most of the image' },
  { id: 'tiny', text: 'Box is very small' },
  { id: 'moves', text: 'Box moves a lot with the threshold' },
  { id: 'edges', text: 'Box touches two edges of the image' },
  { id: 'disagree', text: 'Outline is uncertain' },
] as const;
export type SuspicionId = (typeof suspicions)[number]['id'];

/** The model's probability of the box's class below which the class counts as uncertain. */
const UNSURE_BELOW = 0.5;
/** Share of the image's area above which a box says little, and below which it is likely a part. */
const WHOLE_FROM = 0.9;
const TINY_BELOW = 0.02;
/** A second component of at least this share of the main one's pixels may be a second object. */
const SECOND_FROM = 0.4;
/** A box that keeps less than this IoU when theta rises by THETA_STEP hangs on faint evidence. */
const STEADY_FROM = 0.45;
const THETA_STEP = 0.2;
/** Side in pixels of the input on which that is looked at. */
const COARSE_SIDE = 75;
/** Share of the image's side within which a box counts as touching the edge. */
const EDGE_WITHIN = 0.01;
/** Edges that a box of one object touches seldom: it may have spread over the background. */
const EDGES_FROM = 2;
/** Rounds that agree less than this on an outline have not found one. */
export const DISAGREE_BELOW = 0.5;

export interface Suspect {
  box: Box;
  map: ScoreMap;
  /** The model's probability of the box's class, in [0, 1]. */
  score: number;
  theta: number;
  /** Upright size in pixels. */
  image: { width: number; height: number };
  /** How well the rounds that found the outline agree on it, in [0, 1]; null or left out: it is not known. */
  agreement?: number | null;
  /** Other boxes of the image, where it may hold several objects: they speak for themselves. */
  beside?: readonly Box[];
}

const tests: Record<SuspicionId, (facts: Facts) => boolean> = {
  'unsure-class': ({ score }) => score < UNSURE_BELOW,
  'second-peak': ({ secondShare }) => secondShare >= SECOND_FROM,
  'whole-image': ({ areaShare }) => areaShare >= WHOLE_FROM,
  tiny: ({ areaShare }) => areaShare < TINY_BELOW,
  moves: ({ steadiness }) => steadiness < STEADY_FROM,
  // A box of the whole image touches all edges, which is one reason, not two.
  edges: ({ edges, areaShare }) => edges >= EDGES_FROM && areaShare < WHOLE_FROM,
  disagree: ({ agreement }) => agreement !== null && agreement < DISAGREE_BELOW,
};

interface Facts {
  score: number;
  /** Of the image's area. */
  areaShare: number;
  /** Pixels of the second largest component outside the box, as a share of the main one's; 0: there is none. */
  secondShare: number;
  /** IoU of the box with the one at a somewhat higher theta. */
  steadiness: number;
  /** How many edges of the image it touches. */
  edges: number;
  /** null: not known. */
  agreement: number | null;
}

/** The same map on an input of fewer pixels: exact enough for a comparison, at a quarter of the time. */
function coarsened(map: ScoreMap): ScoreMap {
  const { inputSize, firstCentre, stride } = map.geometry;
  const scale = Math.min(1, COARSE_SIDE / inputSize);
  const side = Math.round(inputSize * scale);
  const ratio = side / inputSize;
  return { ...map, geometry: { inputSize: side, firstCentre: firstCentre * ratio, stride: stride * ratio } };
}

/** The component that a box is about: the main one or, of several that have boxes, the one it fits best. */
function matching(components: readonly Component[], side: number, { box, map, image, beside }: Suspect) {
  const main = mainOf(components, map.kind);
  if (!main || !beside || beside.length === 0) return main;
  const fit = (one: Component) => iou(onImage(one.box, side, image), box);
  return components.reduce((best, one) => (fit(one) > fit(best) ? one : best), main);
}

function edgesTouched(box: Box, { width, height }: Suspect['image']): number {
  const [across, down] = [EDGE_WITHIN * width, EDGE_WITHIN * height];
  const gaps = [box.x - across, box.y - down, width - box.x - box.w - across, height - box.y - box.h - down];
  return gaps.filter((gap) => gap <= 0).length;
}

function factsOf(suspect: Suspect): Facts {
  const { box, map, score, theta, image, agreement = null, beside = [] } = suspect;
  const { inputSize } = map.geometry;
  const components = foregroundComponents(map, theta);
  const main = matching(components, inputSize, suspect);
  const hasBox = ({ box: one }: Component) =>
    beside.some((other) => iou(onImage(one, inputSize, image), other) >= 0.5);
  const others = components.filter(
    (one) => one !== main && main && iou(one.box, main.box) === 0 && !hasBox(one),
  );
  const second = Math.max(0, ...others.map(({ size }) => size));
  const coarse = coarsened(map);
  const side = coarse.geometry.inputSize;
  const higher = matching(foregroundComponents(coarse, Math.min(theta + THETA_STEP, 0.95)), side, suspect);
  return {
    score,
    areaShare: (box.w * box.h) / (image.width * image.height),
    secondShare: main ? second / main.size : 0,
    steadiness: higher ? iou(box, onImage(higher.box, side, image)) : 0,
    edges: edgesTouched(box, image),
    agreement,
  };
}

/** The reasons against a box that the theta rule gave from `map`, as a bit set; 0: none. */
export function suspicionsOf(suspect: Suspect): number {
  const facts = factsOf(suspect);
  return suspicions.reduce((bits, { id }, i) => (tests[id](facts) ? bits | (1 << i) : bits), 0);
}

/** The bit of a reason. */
export function bitOf(id: SuspicionId): number {
  return 1 << suspicions.findIndex((one) => one.id === id);
}

/** The reasons in a bit set, the gravest first. */
export function reasonsOf(bits: number): { id: SuspicionId; text: string }[] {
  return suspicions.filter((_, i) => bits & (1 << i));
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Everything that speaks for and against a box, with figures, for a person who looks at one box closely. */
export function explain(suspect: Suspect): { isGood: boolean; title: string; detail: string }[] {
  const facts = factsOf(suspect);
  const { score, areaShare, secondShare, steadiness, edges, agreement } = facts;
  const good = (id: SuspicionId) => !tests[id](facts);
  const lines: [SuspicionId, string, string, string][] = [
    ['unsure-class', 'Class is certain', 'Class is uncertain', `Probability ${score.toFixed(2)}`],
    [
      'second-peak',
      'One object stands out',
      'A second object, maybe',
      `Next best area is ${percent(secondShare)} of the main one`,
    ],
    [
      'moves',
      'Box is steady',
      'Box moves a lot with the threshold',
      `It keeps ${percent(steadiness)} when the threshold rises by ${THETA_STEP}`,
    ],
    [
      areaShare < TINY_BELOW ? 'tiny' : 'whole-image',
      'Size is usual',
      areaShare < TINY_BELOW ? 'Box is very small' : 'Box covers most of the image',
      `${percent(areaShare)} of the image`,
    ],
  ];
  if (!good('edges'))
    lines.push(['edges', '', 'Box touches two edges of the image', `It touches ${edges} of the four`]);
  if (agreement !== null)
    lines.push([
      'disagree',
      'Outline is clear',
      'Outline is uncertain',
      `The rounds that found it agree by ${percent(agreement)}`,
    ]);
  return lines
    .map(([id, yes, no, detail]) => ({ isGood: good(id), title: good(id) ? yes : no, detail }))
    .sort((a, b) => Number(a.isGood) - Number(b.isGood));
}
