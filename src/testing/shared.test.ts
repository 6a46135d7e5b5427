import { existsSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { sharedPath } from './shared.ts';

afterEach(() => void vi.unstubAllEnvs());

test('a path that is there is given', () => {
  vi.stubEnv('BOXWRIGHT_SHARED', import.meta.dirname);
  expect(existsSync(sharedPath('shared.test.ts') ?? '')).toBe(true);
});

test('elsewhere than in continuous integration, what is missing is skipped, saying so', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  vi.stubEnv('BOXWRIGHT_SHARED', '/nowhere');
  vi.stubEnv('CI', '');
  expect(sharedPath('golden')).toBeNull();
  expect(warn.mock.calls.join()).toContain('BOXWRIGHT_SHARED');
  vi.stubEnv('CI', 'true');
  expect(() => sharedPath('golden')).toThrow(/golden is not in the shared folder/);
});
