/**
 * Combination of the class activation maps of all classes into one score map (NL-CCAM, Yang et al. 2020; CI-CAM
 * Eqs. 2-3). The classes are ranked by score, highest first; with rank k = 0 … n-1 and t = k / (n - 1):
 *
 *   quadratic  H = sum_k -(t^2) M_k       what CI-CAM reports: only what unlikely classes do not light up is left
 *   linear     H = sum_k (1 - 2t) M_k
 *   plain      H = M_top                  the ordinary class activation map
 *
 * then H <- H - min(H).
 */
import type { Combination } from '../../../shared/domain.ts';

/** Weight of the map at rank `t` in [0, 1]. */
function rankWeight(combination: Combination, t: number): number {
  if (combination === 'plain') return t === 0 ? 1 : 0;
  return combination === 'linear' ? 1 - 2 * t : -(t * t);
}

/**
 * The weight of each class' map in H, [classes].
 *
 * @param scores of one image, [classes].
 * @param first the class to rank first whatever its score (GT-known: the class is known from the folder); without it
 *   the ranking is by score alone. Equal scores keep the order of the classes.
 */
export function classWeights(
  scores: ArrayLike<number>,
  combination: Combination,
  first?: number,
): Float32Array {
  const rankable = Array.from(scores, (score, index) => (index === first ? Infinity : score));
  const ranking = rankable.map((_, index) => index).sort((a, b) => (rankable[b] ?? 0) - (rankable[a] ?? 0));
  const weights = new Float32Array(ranking.length);
  const last = Math.max(ranking.length - 1, 1);
  ranking.forEach((index, rank) => (weights[index] = rankWeight(combination, rank / last)));
  return weights;
}

/**
 * H of one image, row-major [cells], least value 0.
 *
 * @param maps M of the image, row-major [cells, classes].
 * @param weights as classWeights gives them, [classes].
 */
export function combineMaps(maps: Float32Array, weights: Float32Array): Float32Array {
  const classes = weights.length;
  const combined = new Float32Array(maps.length / classes);
  for (let cell = 0; cell < combined.length; cell += 1) {
    let sum = 0;
    for (let k = 0; k < classes; k += 1) sum += (weights[k] ?? 0) * (maps[cell * classes + k] ?? 0);
    combined[cell] = sum;
  }
  return subtractLeast(combined);
}

/** H - min(H), a copy. */
export function subtractLeast(map: Float32Array): Float32Array {
  const least = map.reduce((min, value) => Math.min(min, value), Infinity);
  return map.map((value) => value - least);
}
