/** Files of lists of boxes with agreement and IoU, which the benchmarks of confidence and of human time read. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Measurement } from './measure.ts';

const listSchema = z.object({
  name: z.string(),
  /** Left out: agreement. */
  basis: z.enum(['agreement', 'score']).optional(),
  boxes: z.array(
    z.object({
      agreement: z.number().min(0).max(1),
      iou: z.number().min(0).max(1),
      class: z.string().optional(),
    }),
  ),
});

export type List = z.infer<typeof listSchema>;

/** @throws when the file is none of lists. */
export function readLists(file: string): List[] {
  return z.array(listSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Adds a list to a file, which is made when it is not there; one of the same name gives way. */
export function addList(file: string, list: List): void {
  const others = existsSync(file) ? readLists(file).filter(({ name }) => name !== list.name) : [];
  writeFileSync(file, `${JSON.stringify([...others, list])}\n`);
}

/** What can be put in order: images that have a box. */
export function listOf(name: string, { basis, items }: Measurement): List {
  const boxes = items.flatMap(({ class: className, iou, agreement }) =>
    agreement === null ? [] : [{ agreement, iou, class: className }],
  );
  return { name, basis, boxes };
}
