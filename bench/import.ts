/**
 * How fast and how lean import is.
 *
 *     node bench/import.ts FOLDER … [--rounds 5] [--files 20000]
 *
 * FOLDER (one folder a class) is imported into a fresh project several times; then that many generated JPEGs,
 * once, watching memory.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, memoryUsage } from 'node:process';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { StageProgress } from '../src/shared/jobs.ts';
import { Project } from '../src/main/library/project.ts';

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, files: { type: 'string', default: '20000' } },
});

const scratch = mkdtempSync(join(tmpdir(), 'boxwright-bench-'));
try {
  for (const folder of positionals) await measureSpeed(folder, Number(values.rounds));
  await measureMemory(Number(values.files));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function measureSpeed(folder: string, rounds: number): Promise<void> {
  const fresh: number[] = [];
  const again: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round += 1) {
    using project = Project.open(join(scratch, `round-${round}`), { create: true });
    const first = await timed(() => project.importFolder(folder));
    found = first.value.found;
    fresh.push(found / first.seconds);
    again.push(found / (await timed(() => project.importFolder(folder))).seconds);
  }
  console.log(`${folder}: ${found} images, ${rounds} rounds`);
  console.log(`  fresh import   median ${median(fresh)} images/s (${spread(fresh)})`);
  console.log(`  nothing new    median ${median(again)} images/s (${spread(again)})`);
}

async function measureMemory(count: number): Promise<void> {
  const folder = join(scratch, 'generated');
  await generate(folder, count);
  const marks = [count / 4, count / 2, count];
  let peak = 0;
  const onProgress = ({ stage, done }: StageProgress): void => {
    const { rss } = memoryUsage();
    peak = Math.max(peak, rss);
    if (stage !== 'Read images' || done < (marks[0] ?? Infinity)) return;
    marks.shift();
    console.log(`  after ${done} files: ${mebibytes(rss)} MiB resident, peak so far ${mebibytes(peak)} MiB`);
  };
  using project = Project.open(join(scratch, 'memory'), { create: true });
  console.log(`${count} generated JPEGs of 320 x 213 px`);
  const { seconds } = await timed(() => project.importFolder(folder, { onProgress }));
  console.log(`  ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} images/s`);
}

/** Ten different pictures; a comment with its number makes each file's content its own. */
async function generate(folder: string, count: number): Promise<void> {
  const pictures = await Promise.all(Array.from({ length: 10 }, () => photographLike()));
  for (let name = 0; name < 10; name += 1) mkdirSync(join(folder, `class ${name}`), { recursive: true });
  for (let i = 0; i < count; i += 1) {
    const text = Buffer.from(`picture ${i}`);
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
    const picture = pictures[i % 10] ?? Buffer.alloc(0);
    const file = Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
    writeFileSync(join(folder, `class ${i % 10}`, `${i}.jpg`), file);
  }
}

/** Soft blotches with a little grain: about as many bytes as a photograph of that size. */
async function photographLike(): Promise<Buffer> {
  const create = { channels: 3, background: '#808080' } as const;
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const blotches = sharp({ create: { ...create, width: 20, height: 13, noise } });
  const soft = await blotches.resize(320, 213, { fit: 'fill', kernel: 'cubic' }).png().toBuffer();
  const grain = sharp({ create: { ...create, width: 320, height: 213, noise: { ...noise, sigma: 12 } } });
  const grainy = [{ input: await grain.png().toBuffer(), blend: 'soft-light' as const }];
  return await sharp(soft).composite(grainy).jpeg({ quality: 85 }).toBuffer();
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function spread(numbers: number[]): string {
  return `${Math.round(Math.min(...numbers))} to ${Math.round(Math.max(...numbers))}`;
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
