/** All steps from an empty file to the present shape. A step that was published is never edited. */
import { initial } from './0001-initial.ts';
import { forTheWindow } from './0002-window.ts';
import { forRefinement } from './0003-refinement.ts';
import { forLearning } from './0004-learning.ts';

export interface Migration {
  /** user_version of the file after the step; 1, 2, 3 … */
  version: number;
  sql: string;
}

export const migrations: readonly Migration[] = [initial, forTheWindow, forRefinement, forLearning];
