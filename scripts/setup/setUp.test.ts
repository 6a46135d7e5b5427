import { expect, test } from 'vitest';
import { setUp, type Step } from './setUp.mjs';
import { SetupProblem } from './problem.mjs';
import { testContext } from './testContext.ts';

function countingStep(title: 'node' | 'binding', fail?: () => Error | undefined): Step & { runs: number } {
  return {
    title,
    hint: '',
    runs: 0,
    done: (_context, stamp) => stamp[title] === 'there',
    run() {
      const error = fail?.();
      if (error) return Promise.reject(error);
      this.runs += 1;
      return Promise.resolve({ [title]: 'there' });
    },
  };
}

test('a second run does nothing and says nothing', async () => {
  const context = testContext();
  const steps = [countingStep('node'), countingStep('binding')];
  expect(await setUp(context, steps)).toEqual({ node: 'there', binding: 'there' });
  context.lines.length = 0;
  expect(await setUp(context, steps)).toEqual({ node: 'there', binding: 'there' });
  expect(context.lines).toEqual([]);
  expect(steps.map((step) => step.runs)).toEqual([1, 1]);
});

test('a step that cannot be done is named with cause and remedy, and what is finished is kept', async () => {
  const context = testContext();
  let broken = true;
  const problem = new SetupProblem('No compiler.', {
    why: 'g++: not found',
    remedy: 'sudo apt-get install g++',
  });
  const steps = [countingStep('node'), countingStep('binding', () => (broken ? problem : undefined))];
  expect(await setUp(context, steps)).toBeNull();
  const said = context.lines.join('\n');
  for (const part of ['step 2 of 2, binding', 'No compiler.', 'g++: not found', 'sudo apt-get install g++']) {
    expect(said).toContain(part);
  }
  broken = false;
  expect(await setUp(context, steps)).not.toBeNull();
  expect(steps.map((step) => step.runs)).toEqual([1, 1]);
});

test('two at the same time do each step once', async () => {
  const context = testContext();
  const steps = [countingStep('node'), countingStep('binding')];
  await Promise.all([setUp(context, steps), setUp(context, steps)]);
  expect(steps.map((step) => step.runs)).toEqual([1, 1]);
});
