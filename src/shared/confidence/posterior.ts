/**
 * What the reviewed boxes say of the chance that a box is right, given its agreement:
 *
 *   logit P(right | z, class c) = level + slope * z + offset_c,   offset_c ~ N(0, CLASS_DEVIATION^2)
 *
 * with z the normal score of the agreement (scale.ts) and slope >= 0. The chance is conditional on agreement and class,
 * so that it does not matter in which order of agreement, or of which classes, a person reviewed.
 *
 * Level and slope are integrated over a grid that narrows down on where the posterior lies, offsets over nodes of their
 * own; all are handed on as draws, from which everything else is a plain average.
 */
import { normalNumbers, randomStream, randomStreamFor, shuffled } from '../random.ts';
import { quickLogSigmoid } from './quickCurves.ts';
import { CLASS_DEVIATION, DRAWS, LEVEL_PRIOR, SLOPE_PRIOR } from './settings.ts';

/** A reviewed box: its place on the scale, and whether it was right. */
export interface Outcome {
  score: number;
  classId: number;
  isRight: boolean;
}

/** Equally likely draws. */
export interface Posterior {
  levels: Float64Array;
  slopes: Float64Array;
  /** Of each class that has reviewed boxes: what to add to the level in each draw. */
  offsets: { classId: number; values: Float64Array }[];
  /** How much a class without reviewed boxes may differ; 0 in a project of one class. */
  classDeviation: number;
}

/** Reviewed boxes of one class that lie near each other on the scale, counted together. */
interface Cell {
  score: number;
  right: number;
  wrong: number;
}

/** Steps on the scale within which boxes are counted together. */
const CELL = 0.2;
const NODES = 13;
const NODES_REACH = 3;
/** Log of the likelihood below the best at which a point of the grid no longer matters. */
const NEGLIGIBLE = 12;
const LEVELS = 25;
const SLOPES = 13;
const ROUNDS = 3;
const ends = { level: [-8, 14], slope: [0, 4] } as const;

interface Axis {
  from: number;
  step: number;
  count: number;
}

const axis = ([from, to]: readonly [number, number], count: number): Axis => ({
  from,
  step: (to - from) / (count - 1),
  count,
});

/** @param classCount classes of the project: in one alone, offsets would mean nothing. */
export function posteriorOf(outcomes: readonly Outcome[], classCount: number): Posterior {
  const classDeviation = classCount > 1 ? CLASS_DEVIATION : 0;
  const classes = [...Map.groupBy(outcomes, ({ classId }) => classId)].map(([classId, all]) => ({
    classId,
    cells: cellsOf(all),
  }));
  const nodes = nodesOf(classDeviation);
  const likelihood = (level: number, slope: number) =>
    classes.reduce((sum, { cells }) => sum + logMean(cells, level, slope, nodes), priorOf(level, slope));
  const grid = narrowed(likelihood);
  const drawn = drawFrom(grid, randomStream(DRAWS));
  const offsets = classes.map(({ classId, cells }) => ({
    classId,
    values: offsetDraws(cells, drawn, nodes, randomStreamFor(DRAWS, classId)),
  }));
  return { ...drawn, offsets, classDeviation };
}

/** What to add to the level for a class, in each draw; of a class that nobody reviewed, as classes differ. */
export function offsetsOf({ offsets, classDeviation }: Posterior, classId: number): ArrayLike<number> {
  const known = offsets.find((one) => one.classId === classId);
  return known?.values ?? normalNumbers(DRAWS, classDeviation, randomStreamFor(-DRAWS, classId));
}

function cellsOf(outcomes: readonly Outcome[]): Cell[] {
  const near = Map.groupBy(outcomes, ({ score }) => Math.round(score / CELL));
  return [...near.values()].map((boxes) => {
    const right = boxes.filter(({ isRight }) => isRight).length;
    const score = boxes.reduce((sum, box) => sum + box.score, 0) / boxes.length;
    return { score, right, wrong: boxes.length - right };
  });
}

interface Node {
  offset: number;
  logWeight: number;
}

function nodesOf(deviation: number): Node[] {
  if (deviation === 0) return [{ offset: 0, logWeight: 0 }];
  const places = Array.from({ length: NODES }, (_, i) => NODES_REACH * ((2 * i) / (NODES - 1) - 1));
  const total = places.reduce((sum, place) => sum + Math.exp(-(place ** 2) / 2), 0);
  return places.map((place) => ({
    offset: place * deviation,
    logWeight: -(place ** 2) / 2 - Math.log(total),
  }));
}

function priorOf(level: number, slope: number): number {
  const far = (value: number, { mean, deviation }: { mean: number; deviation: number }) =>
    ((value - mean) / deviation) ** 2 / 2;
  return -far(level, LEVEL_PRIOR) - far(slope, SLOPE_PRIOR);
}

function logLikelihood(cells: readonly Cell[], level: number, slope: number): number {
  let sum = 0;
  for (const { score, right, wrong } of cells) {
    const logit = level + slope * score;
    const logRight = quickLogSigmoid(logit);
    // log(1 - sigmoid(x)) = log(sigmoid(x)) - x.
    sum += right * logRight + wrong * (logRight - logit);
  }
  return sum;
}

/** Log of the likelihood of a class's boxes, the mean over its offset. */
function logMean(cells: readonly Cell[], level: number, slope: number, nodes: readonly Node[]): number {
  // Added up one by one, each beside the largest so far, since this runs a million times.
  let [most, sum] = [-Infinity, 0];
  for (const { offset, logWeight } of nodes) {
    const log = logWeight + logLikelihood(cells, level + offset, slope);
    if (log > most) [sum, most] = [sum * Math.exp(most - log) + 1, log];
    else sum += Math.exp(log - most);
  }
  return most + Math.log(sum);
}

interface Grid {
  level: Axis;
  slope: Axis;
  /** Log of the posterior, up to a constant: [level * slope.count + slope]. */
  logs: Float64Array;
}

function gridOver(level: Axis, slope: Axis, logOf: (level: number, slope: number) => number): Grid {
  const logs = Float64Array.from({ length: level.count * slope.count }, (_, at) =>
    logOf(
      level.from + Math.floor(at / slope.count) * level.step,
      slope.from + (at % slope.count) * slope.step,
    ),
  );
  return { level, slope, logs };
}

/** The grid drawn in on what matters, a few times: exact enough for ten boxes and for ten thousand. */
function narrowed(logOf: (level: number, slope: number) => number): Grid {
  let grid = gridOver(axis(ends.level, LEVELS), axis(ends.slope, SLOPES), logOf);
  for (let round = 1; round < ROUNDS; round += 1) {
    const matters = placesThatMatter(grid);
    const levels = matters.map((at) => Math.floor(at / grid.slope.count));
    const slopes = matters.map((at) => at % grid.slope.count);
    grid = gridOver(
      axis(reach(grid.level, levels, ends.level), LEVELS),
      axis(reach(grid.slope, slopes, ends.slope), SLOPES),
      logOf,
    );
  }
  return grid;
}

function placesThatMatter({ logs }: Grid): number[] {
  const most = logs.reduce((best, log) => Math.max(best, log), -Infinity);
  return [...logs.keys()].filter((at) => logs[at]! > most - NEGLIGIBLE);
}

/** From one step before the first of some places of an axis to one after the last, within its bounds. */
function reach(
  { from, step }: Axis,
  places: number[],
  [least, most]: readonly [number, number],
): [number, number] {
  const first = places.reduce((a, b) => Math.min(a, b));
  const last = places.reduce((a, b) => Math.max(a, b));
  return [Math.max(least, from + (first - 1) * step), Math.min(most, from + (last + 1) * step)];
}

type Drawn = Pick<Posterior, 'levels' | 'slopes'>;

/** Systematic draws: each point of the grid as often as its weight says, moved about within its cell. */
function drawFrom({ level, slope, logs }: Grid, random: () => number): Drawn {
  const most = logs.reduce((best, log) => Math.max(best, log), -Infinity);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [levels, slopes] = [new Float64Array(DRAWS), new Float64Array(DRAWS)];
  let [at, passed] = [0, weights[0]!];
  const order = shuffled([...levels.keys()], random);
  order.forEach((draw, i) => {
    const mark = ((i + 0.5) / DRAWS) * total;
    while (passed < mark && at < weights.length - 1) passed += weights[(at += 1)]!;
    const within = () => random() - 0.5;
    levels[draw] = level.from + (Math.floor(at / slope.count) + within()) * level.step;
    slopes[draw] = Math.max(0, slope.from + ((at % slope.count) + within()) * slope.step);
  });
  return { levels, slopes };
}

/** A draw of a class's offset for each draw of level and slope. */
function offsetDraws(
  cells: readonly Cell[],
  { levels, slopes }: Drawn,
  nodes: readonly Node[],
  random: () => number,
): Float64Array {
  const step = nodes.length > 1 ? nodes[1]!.offset - nodes[0]!.offset : 0;
  return levels.map((level, draw) => {
    const logs = nodes.map(
      ({ offset, logWeight }) => logWeight + logLikelihood(cells, level + offset, slopes[draw]!),
    );
    const most = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - most));
    let mark = random() * weights.reduce((sum, weight) => sum + weight, 0);
    const node = weights.findIndex((weight) => (mark -= weight) <= 0);
    return nodes[Math.max(0, node)]!.offset + (random() - 0.5) * step;
  });
}
