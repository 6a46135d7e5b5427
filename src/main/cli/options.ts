/** Options that several commands share, and how their values are checked. */
import { InvalidArgumentError, Option } from 'commander';
import { combinations, recipes } from '../../shared/domain.ts';
import { exportFormats } from '../library/export/registry.ts';

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

/** Format ids, separated by commas. */
export function formatList(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  const unknown = ids.find((id) => !formatIds.includes(id));
  if (unknown === undefined) return ids;
  throw new InvalidArgumentError(`"${unknown}" is not a format. There are: ${formatIds.join(', ')}.`);
}

export const projectOption = () =>
  new Option('--project <folder>', 'the project; its folder ends in .boxwright').makeOptionMandatory();
export const recipeOption = () =>
  new Option('--recipe <name>', 'how to train').choices(recipes).default(recipes[0]);
export const seedOption = () =>
  new Option('--seed <number>', 'seed of all random numbers').argParser(wholeNumber).default(1);
export const formatsOption = () =>
  new Option('--format <ids>', `formats to write, separated by commas: ${formatIds.join(', ')}`)
    .argParser(formatList)
    .makeOptionMandatory();
export const thetaOption = () =>
  new Option('--theta <number>', 'threshold of the box rule instead of the recipe’s').argParser(fraction);
export const combinationOption = () =>
  new Option(
    '--combination <name>',
    'how class activation maps are combined, instead of the recipe’s',
  ).choices(combinations);
