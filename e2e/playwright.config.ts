/** Tests in the real window. `npm test -- --only e2e` builds it first and gives it a display. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../out/e2e',
  globalSetup: './announce.ts',
  // One window at a time: TensorFlow takes all cores, and what is timed would be timed against a neighbour.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 15_000 },
});
