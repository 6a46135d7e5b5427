/** The list of problems as a person reads it: grouped by what is wrong. */
import type { ProblemRow } from '../../shared/appDomain.ts';

type Kind = ProblemRow['kind'];

export interface ProblemGroup {
  title: string;
  /** `rejected`: the file is not in the project; `suspicious`: something to know of. */
  sign: 'rejected' | 'suspicious';
  rows: ProblemRow[];
}

const groups: readonly { title: string; sign: ProblemGroup['sign']; kinds: readonly Kind[] }[] = [
  {
    title: 'Cannot be read',
    sign: 'rejected',
    kinds: ['unreadable', 'truncated', 'empty-file', 'unsupported-type'],
  },
  { title: 'Not found', sign: 'rejected', kinds: ['missing'] },
  { title: 'Not in a class folder', sign: 'rejected', kinds: ['not-in-a-class-folder'] },
  { title: 'Same picture twice', sign: 'suspicious', kinds: ['duplicate-in-class'] },
  { title: 'In two classes', sign: 'suspicious', kinds: ['duplicate-across-classes'] },
  { title: 'Changed since the import', sign: 'suspicious', kinds: ['changed-since-import'] },
  { title: 'Too few images', sign: 'suspicious', kinds: ['few-images'] },
];

/** Kinds of files that are not among the images; all others are. */
const leftOut = new Set<Kind>([
  'unreadable',
  'truncated',
  'empty-file',
  'unsupported-type',
  'not-in-a-class-folder',
  'duplicate-in-class',
]);

/** Groups that have rows, what cannot be read first. */
export function groupProblems(rows: readonly ProblemRow[]): ProblemGroup[] {
  return groups
    .map(({ title, sign, kinds }) => ({ title, sign, rows: rows.filter(({ kind }) => kinds.includes(kind)) }))
    .filter((group) => group.rows.length > 0);
}

/** How many files were set aside: found, but not made images of the project. */
export function setAside(rows: readonly ProblemRow[]): number {
  return rows.filter(({ kind }) => leftOut.has(kind)).length;
}

/** The whole list as plain text: a title for each group, a line for each problem. */
export function problemText(rows: readonly ProblemRow[]): string {
  return groupProblems(rows)
    .map((group) => {
      const lines = group.rows.map(({ path, reason }) => `${path}\t${reason}`);
      return [`${group.title} (${group.rows.length})`, ...lines].join('\n');
    })
    .join('\n\n');
}
