/**
 * `label` from start to files: wall time of each stage and peak memory, median of several rounds in fresh folders.
 *
 *   node scripts/run.mjs bench/label.ts FOLDER_OF_CLASS_FOLDERS [ROUNDS]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const [images, rounds = '1'] = process.argv.slice(2);
if (images === undefined) throw new Error('Usage: node scripts/run.mjs bench/label.ts FOLDER [ROUNDS]');
const cli = resolve(import.meta.dirname, '../src/main/cli.ts');
const outcomeSchema = z.object({ boxes: z.int(), seconds: z.record(z.string(), z.number()) });

/** Has the child tell its peak memory, in kB, when it ends. */
const tellPeak = 'process.on("exit", () => console.error("peak " + process.resourceUsage().maxRSS))';

function round(): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-bench-'));
  const started = performance.now();
  const args = ['label', resolve(images!), '--out', join(folder, 'out'), '--json'];
  const child = spawnSync(process.execPath, ['--import', `data:text/javascript,${tellPeak}`, cli, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wall = (performance.now() - started) / 1000;
  rmSync(folder, { recursive: true });
  if (child.status !== 0) throw new Error(child.stderr);
  const { seconds } = outcomeSchema.parse(JSON.parse(child.stdout));
  const peak = Number(/peak (\d+)/.exec(child.stderr)?.[1]) / 1024;
  return { ...seconds, wall, peakMiB: peak, load: loadavg()[0] ?? 0 };
}

const results = Array.from({ length: Number(rounds) }, round);
for (const key of Object.keys(results[0] ?? {})) {
  const values = results.map((result) => result[key] ?? NaN).toSorted((a, b) => a - b);
  const median = values[Math.floor((values.length - 1) / 2)] ?? NaN;
  console.log(
    `${key.padEnd(10)} ${median.toFixed(1).padStart(8)}   (${values.map((v) => v.toFixed(1)).join(', ')})`,
  );
}
