/**
 * Makes the rounds of refinement as short as they can be, for tests of what goes on around them: three steps of four images
 * each learn next to nothing, but all that happens otherwise happens. Loaded into a command before it starts
 * (`node --import`) or imported by a test, before anything is trained.
 */
import { refinementSettings, type RoundSettings } from './settings.ts';

const { rounds, training } = refinementSettings as {
  readonly rounds: RoundSettings[];
  readonly training: { batchSize: number };
};
training.batchSize = 4;
for (const round of rounds) Object.assign(round, { epochs: 0, leastSteps: 3 });
