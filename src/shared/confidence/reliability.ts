/**
 * Whether the chances that are stated come true: among reviewed boxes, the share of right ones beside the chance that was
 * stated, bin by bin. Each box's chance is what the others say of it (left out by weights, as in importance sampling):
 * the chances would look better than they are if a box had a say on its own.
 */
import { sigmoid } from './normal.ts';
import { offsetsOf } from './posterior.ts';
import type { Outcome, Posterior } from './posterior.ts';

export interface ReliabilityBin {
  /** Chances from `from` up to `to`, both in [0, 1]. */
  from: number;
  to: number;
  count: number;
  /** null in an empty bin. */
  meanChance: number | null;
  shareRight: number | null;
}

export interface Reliability {
  bins: ReliabilityBin[];
  /** Mean distance of chance and share over the bins, weighted by counts (ECE), in [0, 1]; null without boxes. */
  calibrationError: number | null;
}

const BINS = 10;

export function reliabilityOf(outcomes: readonly Outcome[], posterior: Posterior): Reliability {
  return binned(
    outcomes.map((outcome) => ({ chance: chanceByOthers(outcome, posterior), isRight: outcome.isRight })),
  );
}

/** A box's chance to be right by all reviewed boxes but itself. */
function chanceByOthers({ score, classId, isRight }: Outcome, posterior: Posterior): number {
  const { levels, slopes } = posterior;
  const offsets = offsetsOf(posterior, classId);
  let [right, all] = [0, 0];
  levels.forEach((level, draw) => {
    const chance = sigmoid(level + offsets[draw]! + slopes[draw]! * score);
    // A draw that foresaw this box owes its weight to it, and gives it back.
    const weight = 1 / Math.max(1e-6, isRight ? chance : 1 - chance);
    right += weight * chance;
    all += weight;
  });
  return right / all;
}

export function binned(boxes: readonly { chance: number; isRight: boolean }[]): Reliability {
  const bins = Array.from({ length: BINS }, (_, bin): ReliabilityBin => {
    const inside = boxes.filter(({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)) === bin);
    const count = inside.length;
    const mean = (value: (box: (typeof inside)[number]) => number) =>
      count === 0 ? null : inside.reduce((sum, box) => sum + value(box), 0) / count;
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      count,
      meanChance: mean(({ chance }) => chance),
      shareRight: mean(({ isRight }) => Number(isRight)),
    };
  });
  const distance = bins.reduce(
    (sum, { count, meanChance, shareRight }) => sum + count * Math.abs((meanChance ?? 0) - (shareRight ?? 0)),
    0,
  );
  return { bins, calibrationError: boxes.length === 0 ? null : distance / boxes.length };
}
