/** What may be asked of an export. */
import { BoxwrightError } from '../../../shared/errors.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import type { PlaceImage } from './images.ts';
import { everyBox } from './select.ts';
import type { ExportableState, SelectionRule } from './select.ts';
import { allInTrain, checkShares } from './splits.ts';
import type { SplitShares } from './splits.ts';

export interface ExportOptions {
  /** Ids of formats. With one, `out` itself is the export; with several, each has a folder of its id in it. */
  formats: readonly string[];
  /** The folder to make; an earlier export there is replaced. */
  out: string;
  /** Review states that go in; by default all but rejected, which never does. */
  statuses?: readonly ExportableState[];
  /** Least score, in [0, 1], of unreviewed boxes; 0 by default. */
  minScore?: number;
  /** Whether images without a box go in, as background; by default not. */
  imagesWithoutBoxes?: boolean;
  /** Shares of train, val and test; by default everything is in train. */
  splits?: SplitShares;
  /** Further files directly in `out`, by name: each function writes the path it is given. */
  extras?: Readonly<Record<string, (path: string) => Promise<void>>>;
  signal?: AbortSignal | undefined;
  /** One stage over all formats; a unit is an image of one format. */
  onProgress?: ProgressListener | undefined;
  /** How a picture is written; copies by default. */
  placeImage?: PlaceImage;
}

/** The options that decide what is written; they stand in the manifest. */
export interface ExportRule extends SelectionRule {
  imagesWithoutBoxes: boolean;
  splits: SplitShares;
}

/** @throws BoxwrightError `usage` for shares or a score out of range. */
export function ruleOf(options: ExportOptions): ExportRule {
  const { statuses = everyBox.statuses, minScore = everyBox.minScore } = options;
  const { imagesWithoutBoxes = false, splits = allInTrain } = options;
  checkShares(splits);
  if (!(minScore >= 0 && minScore <= 1))
    throw new BoxwrightError('usage', 'The least score lies between 0 and 1.');
  return { statuses, minScore, imagesWithoutBoxes, splits };
}
