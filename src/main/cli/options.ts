/** Options that several commands share, and how their values are checked. */
import { InvalidArgumentError, Option } from 'commander';
import { combinations, recipes } from '../../shared/domain.ts';
import { objectChoices } from '../../shared/objects.ts';
import { exportFormats } from '../library/export/registry.ts';
import { everyBox, type ExportableState } from '../library/export/select.ts';
import { checkShares, splitNames, type SplitName, type SplitShares } from '../library/export/splits.ts';

const formatIds = exportFormats.map(({ id }) => id);

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number, 0 or more.');
}

/** A number in [0, 1). */
export function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to below 1.');
}

/** A number in [0, 1]. */
export function score(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 1.');
}

/** Words of a closed list, separated by commas; each counts once. */
function wordsOf<T extends string>(text: string, known: readonly T[], what: string): T[] {
  const words = text.split(',').map((word) => word.trim());
  const found = known.filter((word) => words.includes(word));
  const unknown = words.find((word) => !found.some((each) => each === word));
  if (unknown === undefined) return found;
  throw new InvalidArgumentError(`"${unknown}" is not a ${what}. There are: ${known.join(', ')}.`);
}

export const formatList = (text: string): string[] => wordsOf(text, formatIds, 'format');
export const statusList = (text: string): ExportableState[] => wordsOf(text, everyBox.statuses, 'status');

/** `train=.8,val=.2`; what is not named gets nothing. */
export function splitShares(text: string): SplitShares {
  const given = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, name = '', share = ''] = /^\s*(\w+)\s*=\s*(\d+\.?\d*|\.\d+)\s*$/.exec(part) ?? [];
    if (!splitNames.some((known) => known === name) || given.has(name)) throw wrongShares();
    given.set(name, Number(share));
  }
  const shares: SplitShares = { train: 0, val: 0, test: 0 };
  for (const [name, share] of given) shares[name as SplitName] = share;
  try {
    checkShares(shares);
  } catch {
    throw wrongShares();
  }
  return shares;
}

function wrongShares(): InvalidArgumentError {
  return new InvalidArgumentError(
    'It must be shares of train, val and test, at least one above 0, such as train=.8,val=.2.',
  );
}

export const projectOption = () =>
  new Option('--project <folder>', 'the project; its folder ends in .boxwright').makeOptionMandatory();
export const recipeOption = () =>
  new Option('--recipe <name>', 'how to train').choices(recipes).default(recipes[0]);
export const seedOption = () =>
  new Option('--seed <number>', 'seed of all random numbers').argParser(wholeNumber).default(1);
/** Boxes are refined unless it is given. */
export const noRefineOption = () =>
  new Option('--no-refine', 'leave the boxes as CI-CAM finds them, at the figures of the paper');
/** Kept in the project, for all classes. */
export const objectsOption = () =>
  new Option(
    '--objects <choice>',
    'objects an image may hold, kept in the project (default: one, or what was chosen before)',
  ).choices(objectChoices);
export const formatsOption = () =>
  new Option('--format <ids>', `formats to write, separated by commas: ${formatIds.join(', ')}`).argParser(
    formatList,
  );
export const thetaOption = () =>
  new Option('--theta <number>', 'threshold of the box rule (default: the training’s)').argParser(fraction);
export const combinationOption = () =>
  new Option(
    '--combination <name>',
    'how class activation maps are combined (default: as in the recipe)',
  ).choices(combinations);
