import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { importRules, judgeImport } from './importRules.mjs';

test.each([
  ['src/shared/jobs.ts', './errors.ts'],
  ['src/shared/contract.ts', 'zod'],
  ['src/main/engine/training/train.ts', '../../../shared/jobs.ts'],
  ['src/main/engine/training/train.ts', '../../imaging/decode.ts'],
  ['src/main/engine/tensorflow.ts', '@tensorflow/tfjs-node-gpu'],
  ['src/main/library/store/open.ts', 'better-sqlite3'],
  ['src/main/library/images/open.test.ts', 'better-sqlite3'],
  ['src/main/engine/ciCam/loss.test.ts', '../../../testing/npy.ts'],
  ['src/main/cli.ts', './cli/train.ts'],
  ['src/main/cli/train.ts', '../engine/training/train.ts'],
  ['src/renderer/pages/Review.svelte', '../state/project.svelte.ts'],
  ['src/renderer/pages/Review.svelte', 'svelte'],
])('%s may import %s', (file, source) => {
  expect(judgeImport(file, source)).toBeNull();
});

test.each([
  ['src/shared/jobs.ts', '../main/engine/tensorflow.ts', 'src/shared imports nothing of ours'],
  ['src/shared/jobs.ts', 'node:fs', 'src/shared may use no packages but zod'],
  ['src/main/library/import/scan.ts', '../../engine/tensorflow.ts', 'but not src/main/engine'],
  ['src/main/engine/training/train.ts', '../../library/project.ts', 'but not src/main/library'],
  ['src/main/imaging/decode.ts', '../engine/tensorflow.ts', 'but not src/main/engine'],
  ['src/main/cli/train.ts', '../cli.ts', 'but not src/main/cli.ts'],
  ['src/main/engine/x.ts', '../../testing/npy.ts', 'but not src/testing'],
  ['src/main/engine/x.ts', '../../../bench/x.ts', 'but not bench/x.ts'],
  ['src/renderer/components/Box.svelte', '../state/project.svelte.ts', 'but not src/renderer/state'],
  ['src/renderer/pages/Review.svelte', 'node:fs', 'may use no packages but svelte'],
  ['src/preload/index.ts', 'node:fs', 'may use no packages but electron'],
  ['src/main/library/images/list.ts', 'better-sqlite3', 'only in src/main/library/store'],
  ['src/main/library/images/list.ts', '@tensorflow/tfjs-core', 'only in src/main/engine'],
  ['src/main/cli/label.ts', 'sharp', 'only in src/main/imaging'],
  ['src/main/engine/x.ts', 'electron/main', 'only in src/main/shell and src/preload'],
  ['src/elsewhere/x.ts', './y.ts', 'lies in no layer'],
])('%s may not import %s', (file, source, message) => {
  expect(judgeImport(file, source)).toContain(message);
});

describe('under ESLint', () => {
  const cwd = resolve(import.meta.dirname, '../..');

  test.each([
    `import { tf } from '../../engine/tensorflow.ts';`,
    `import type { Tensor } from '@tensorflow/tfjs-node-gpu';`,
    `export { tf } from '../../engine/tensorflow.ts';`,
    `export * from '../../engine/tensorflow.ts';`,
    `await import('../../engine/tensorflow.ts');`,
  ])('%s is found', async (code) => {
    const eslint = new ESLint({
      cwd,
      overrideConfigFile: true,
      overrideConfig: {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { boxwright: importRules },
        rules: { 'boxwright/layers': 'error' },
      },
    });
    const [result] = await eslint.lintText(code, { filePath: 'src/main/library/import/scan.ts' });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['boxwright/layers']);
  });

  test.each(['src/shared/jobs.ts', 'src/renderer/App.svelte'])('the rule is on for %s', async (file) => {
    const config = (await new ESLint({ cwd }).calculateConfigForFile(file)) as {
      rules: Record<string, unknown>;
    };
    expect(config.rules['boxwright/layers']).toEqual([2]);
  });
});
