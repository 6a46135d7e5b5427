/** What a person chose for an export, how it is kept between visits, and the request that it makes. */
import type { ExportRequest } from '../../shared/appDomain.ts';

export const splitNames = ['train', 'val', 'test'] as const;
export type SplitName = (typeof splitNames)[number];
/** Whole hundredths of the images; they add to 100 when the choice can be exported. */
export type SplitPercents = Record<SplitName, number>;

export const exportStatuses = ['accepted', 'edited', 'unreviewed'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

export interface ExportChoices {
  format: string;
  /** Absolute; null: where Boxwright suggests. */
  out: string | null;
  statuses: Record<ExportStatus, boolean>;
  /** Least score of unreviewed boxes, in [0, 1]. */
  minScore: number;
  imagesWithoutBoxes: boolean;
  splits: SplitPercents;
}

export const defaultChoices: ExportChoices = {
  format: 'coco',
  out: null,
  statuses: { accepted: true, edited: true, unreviewed: true },
  minScore: 0,
  imagesWithoutBoxes: false,
  splits: { train: 100, val: 0, test: 0 },
};

/** Choices as an earlier visit left them; each that cannot be read counts as not there. */
export function parseChoices(text: string | null): ExportChoices {
  const kept = objectIn(text);
  const statuses = asObject(kept['statuses']);
  const splits = asObject(kept['splits']);
  const fallback = structuredClone(defaultChoices);
  return {
    format: asText(kept['format']) ?? fallback.format,
    out: asText(kept['out']),
    statuses: {
      accepted: asFlag(statuses['accepted'], true),
      edited: asFlag(statuses['edited'], true),
      unreviewed: asFlag(statuses['unreviewed'], true),
    },
    minScore: asNumber(kept['minScore'], 0, 1) ?? 0,
    imagesWithoutBoxes: asFlag(kept['imagesWithoutBoxes'], false),
    splits: splitNames.every((name) => Number.isInteger(asNumber(splits[name], 0, 100)))
      ? { train: Number(splits['train']), val: Number(splits['val']), test: Number(splits['test']) }
      : fallback.splits,
  };
}

function objectIn(text: string | null): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function asFlag(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function asNumber(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null;
}

export function percentSum({ train, val, test }: SplitPercents): number {
  return train + val + test;
}

/**
 * One share typed in anew; what it gives or takes goes to train while there is enough of it, so that most changes leave
 * a sum of 100. @param value is brought to a whole number in [0, 100].
 */
export function withPercent(splits: SplitPercents, name: SplitName, value: number): SplitPercents {
  const share = Math.round(Math.min(Math.max(Number.isFinite(value) ? value : 0, 0), 100));
  const next = { ...splits, [name]: share };
  if (name === 'train') return next;
  return { ...next, train: Math.max(0, 100 - next.val - next.test) };
}

/** What keeps these choices from being an export at all, in words; null: nothing. */
export function choiceObstacle(choices: ExportChoices): string | null {
  const sum = percentSum(choices.splits);
  if (sum !== 100) return `The shares of train, val and test add to ${sum} %, not to 100 %.`;
  if (exportStatuses.every((status) => !choices.statuses[status]) && !choices.imagesWithoutBoxes) {
    return 'Nothing is chosen to go in. Choose accepted, edited or unreviewed boxes.';
  }
  return null;
}

/** @param out where to write when the choices name no folder of their own. */
export function exportRequest(choices: ExportChoices, out: string): ExportRequest {
  const { splits } = choices;
  return {
    format: choices.format,
    out: choices.out ?? out,
    statuses: exportStatuses.filter((status) => choices.statuses[status]),
    minScore: choices.minScore,
    imagesWithoutBoxes: choices.imagesWithoutBoxes,
    splits: { train: splits.train / 100, val: splits.val / 100, test: splits.test / 100 },
  };
}
