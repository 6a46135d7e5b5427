import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serialiseTensors } from '../../tensors/safetensors.ts';
import { loadCompactBasis } from './compactBasis.ts';

describe('the basis of the compact features', () => {
  it('has a mean of each channel, and components from the one that varies most on', () => {
    const { conv4a, mixed5d, mixed6e } = loadCompactBasis();
    expect([conv4a, mixed5d, mixed6e].map(({ mean }) => mean.length)).toEqual([192, 288, 768]);
    expect([conv4a, mixed5d, mixed6e].map(({ projection }) => projection.length)).toEqual([
      192 * 48,
      288 * 128,
      768 * 256,
    ]);
    for (const { eigenvalues } of [conv4a, mixed5d, mixed6e]) {
      expect([...eigenvalues]).toEqual([...eigenvalues].sort((a, b) => b - a));
      expect(eigenvalues.at(-1)).toBeGreaterThan(0);
    }
  });

  describe('in an app that is not whole', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'boxwright-resources-'));
      vi.stubEnv('BOXWRIGHT_RESOURCES', folder);
    });
    afterEach(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });
    const write = (bytes: Uint8Array) => {
      mkdirSync(join(folder, 'refinement'));
      writeFileSync(join(folder, 'refinement/basis.safetensors'), bytes);
    };

    it('is missed by its path', () => {
      expect(loadCompactBasis).toThrow(
        expect.objectContaining({
          code: 'resource-damaged',
          message: expect.stringMatching(
            /basis\.safetensors cannot be read. Install Boxwright again/,
          ) as string,
        }),
      );
    });

    it('is refused when it is cut short', () => {
      write(new Uint8Array(20));
      expect(loadCompactBasis).toThrow(expect.objectContaining({ code: 'resource-damaged' }));
    });

    it('is refused when a tensor is missing or of another shape', () => {
      const tensors = new Map([['conv4a/mean', { shape: [3], data: Float32Array.of(1, 2, 3) }]]);
      write(serialiseTensors({ tensors, metadata: {} }));
      expect(loadCompactBasis).toThrow(
        expect.objectContaining({
          code: 'resource-damaged',
          message: 'The basis of the refinement lacks conv4a/mean [192]. Install Boxwright again.',
        }),
      );
    });
  });
});
