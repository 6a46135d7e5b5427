/** Train, validation and test parts, decided by each image's content so that adding images never reshuffles. */
import { BoxwrightError } from '../../../shared/errors.ts';

// No '_' in a name: readers of VOC take what stands before one for a class.
export const splitNames = ['train', 'val', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

/** Relative sizes; they need not add to one. */
export type SplitShares = Record<SplitName, number>;

export const allInTrain: SplitShares = { train: 1, val: 0, test: 0 };

/** @throws BoxwrightError `usage` when a share is negative or no number, or all are zero. */
export function checkShares(shares: SplitShares): void {
  const values = splitNames.map((name) => shares[name]);
  if (values.every((share) => Number.isFinite(share) && share >= 0) && values.some((share) => share > 0))
    return;
  throw new BoxwrightError(
    'usage',
    'Shares of train, val and test are numbers of 0 or more, at least one above 0.',
  );
}

/** The splits that an export with these shares has. */
export function usedSplits(shares: SplitShares): SplitName[] {
  return splitNames.filter((name) => shares[name] > 0);
}

/** The split of an image with this SHA-256 (hexadecimal); of many images each split gets its share. */
export function splitOf(contentHash: string, shares: SplitShares): SplitName {
  const used = usedSplits(shares);
  const total = used.reduce((sum, name) => sum + shares[name], 0);
  // 48 bits of the hash as a number in [0, 1).
  let place = (Number.parseInt(contentHash.slice(0, 12), 16) / 2 ** 48) * total;
  for (const name of used) {
    place -= shares[name];
    if (place < 0) return name;
  }
  return used.at(-1) ?? 'train';
}
