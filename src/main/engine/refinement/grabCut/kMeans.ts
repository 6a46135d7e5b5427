/**
 * k-means of colours, as OpenCV's GrabCut uses it to start its colour models: k-means++ centers with three trials
 * each, then ten rounds in all. From the same seed it comes to the same clusters as there.
 */
import type { MultiplyWithCarry } from './random.ts';

const trials = 3;
const rounds = 10;

/** @param colours [n, 3]. @param count of clusters, at most n. @returns the cluster of each colour, 0 to count - 1 */
export function kMeans(colours: Uint8Array, count: number, random: MultiplyWithCarry): Uint8Array {
  const labels = new Uint8Array(colours.length / 3);
  let centers = firstCenters(colours, count, random);
  for (let round = 1; round < rounds; round++) {
    assign(colours, centers, labels);
    const moved = meansOf(colours, labels, count);
    if (moved.every((value, index) => value === centers[index])) break;
    centers = moved;
  }
  return labels;
}

/** k-means++: each center is the best of three colours that were drawn by their squared distance to the others. */
function firstCenters(colours: Uint8Array, count: number, random: MultiplyWithCarry): Float32Array {
  const size = colours.length / 3;
  const chosen = [random.next() % size];
  let nearest = new Float32Array(size).fill(Infinity);
  let sum = withCenter(colours, nearest, chosen[0]!, nearest);
  let best = new Float32Array(size);
  let trial = new Float32Array(size);
  while (chosen.length < count) {
    let bestSum = Infinity;
    let bestCenter = 0;
    for (let index = 0; index < trials; index++) {
      const candidate = draw(nearest, random.nextFraction() * sum);
      const trialSum = withCenter(colours, nearest, candidate, trial);
      if (trialSum >= bestSum) continue;
      bestSum = trialSum;
      bestCenter = candidate;
      [best, trial] = [trial, best];
    }
    chosen.push(bestCenter);
    sum = bestSum;
    [nearest, best] = [best, nearest];
  }
  return Float32Array.from(chosen.flatMap((at) => [...colours.subarray(at * 3, at * 3 + 3)]));
}

/** Squared distances to the nearest center when `center` is one too, into `out`. @returns their sum */
function withCenter(colours: Uint8Array, nearest: Float32Array, center: number, out: Float32Array): number {
  const red = colours[center * 3]!;
  const green = colours[center * 3 + 1]!;
  const blue = colours[center * 3 + 2]!;
  let sum = 0;
  for (let index = 0, at = 0; index < nearest.length; index++, at += 3) {
    const x = colours[at]! - red;
    const y = colours[at + 1]! - green;
    const z = colours[at + 2]! - blue;
    const distance = Math.min(x * x + y * y + z * z, nearest[index]!);
    out[index] = distance;
    sum += distance;
  }
  return sum;
}

/** The index at which the running sum of `weights` reaches `target`. */
function draw(weights: Float32Array, target: number): number {
  let left = target;
  for (let index = 0; index < weights.length - 1; index++) {
    left -= weights[index]!;
    if (left <= 0) return index;
  }
  return weights.length - 1;
}

/** Notes each colour's nearest center. One that is nearer to its center than half way to any other keeps it. */
function assign(colours: Uint8Array, centers: Float32Array, labels: Uint8Array): void {
  const reach = quarterGaps(centers);
  for (let index = 0, at = 0; index < labels.length; index++, at += 3) {
    const red = colours[at]!;
    const green = colours[at + 1]!;
    const blue = colours[at + 2]!;
    const label = labels[index]!;
    if (squaredDistance(centers, label * 3, red, green, blue) < reach[label]!) continue;
    let nearest = 0;
    let least = Infinity;
    for (let center = 0; center < centers.length; center += 3) {
      const distance = squaredDistance(centers, center, red, green, blue);
      if (distance >= least) continue;
      least = distance;
      nearest = center;
    }
    labels[index] = nearest / 3;
  }
}

/** For each center the squared half of its distance to the nearest other one. */
function quarterGaps(centers: Float32Array): Float64Array {
  return new Float64Array(centers.length / 3).map((_, one) => {
    let least = Infinity;
    for (let at = 0; at < centers.length; at += 3)
      if (at !== one * 3)
        least = Math.min(
          least,
          squaredDistance(centers, at, centers[one * 3]!, centers[one * 3 + 1]!, centers[one * 3 + 2]!),
        );
    return least / 4;
  });
}

function squaredDistance(
  centers: Float32Array,
  at: number,
  red: number,
  green: number,
  blue: number,
): number {
  const x = red - centers[at]!;
  const y = green - centers[at + 1]!;
  const z = blue - centers[at + 2]!;
  return x * x + y * y + z * z;
}

/** The mean colour of each cluster. A cluster without any gets, in `labels` too, the one farthest out in the largest. */
function meansOf(colours: Uint8Array, labels: Uint8Array, count: number): Float32Array {
  const sums = new Float64Array(count * 3);
  const sizes = new Uint32Array(count);
  for (let index = 0, at = 0; index < labels.length; index++, at += 3) {
    const label = labels[index]!;
    sizes[label]!++;
    for (let channel = 0; channel < 3; channel++) sums[label * 3 + channel]! += colours[at + channel]!;
  }
  for (let cluster = 0; cluster < count; cluster++)
    if (sizes[cluster] === 0) {
      const largest = sizes.indexOf(Math.max(...sizes));
      const mean = sums.subarray(largest * 3, largest * 3 + 3).map((sum) => sum / sizes[largest]!);
      const moved = farthest(colours, labels, largest, mean);
      labels[moved] = cluster;
      sizes[largest]!--;
      sizes[cluster]!++;
      for (let channel = 0; channel < 3; channel++) {
        sums[largest * 3 + channel]! -= colours[moved * 3 + channel]!;
        sums[cluster * 3 + channel]! += colours[moved * 3 + channel]!;
      }
    }
  return Float32Array.from(sums, (sum, index) => sum / sizes[Math.trunc(index / 3)]!);
}

function farthest(colours: Uint8Array, labels: Uint8Array, cluster: number, mean: Float64Array): number {
  let found = 0;
  let most = -1;
  for (let index = 0, at = 0; index < labels.length; index++, at += 3) {
    if (labels[index] !== cluster) continue;
    const distance =
      (colours[at]! - mean[0]!) ** 2 +
      (colours[at + 1]! - mean[1]!) ** 2 +
      (colours[at + 2]! - mean[2]!) ** 2;
    if (distance < most) continue;
    most = distance;
    found = index;
  }
  return found;
}
