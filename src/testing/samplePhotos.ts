/** Photographs of the sample that comes with Boxwright, as the engine takes them. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineImage } from '../shared/engineEvents.ts';

const sample = join(import.meta.dirname, '../../resources/sample');

/** `count` photographs from place `first` on in the order of their names; their sizes are not looked up. */
export function samplePhotos(count: number, first = 0): EngineImage[] {
  const files = globSync('*/*.jpg', { cwd: sample })
    .sort()
    .slice(first, first + count);
  return files.map((file, i) => {
    const path = join(sample, file);
    const contentHash = createHash('sha256').update(readFileSync(path)).digest('hex');
    return { id: i + 1, path, contentHash, width: 300, height: 200 };
  });
}
