/** Every format that Boxwright exports to. To add one: write its file and name it here. */
import type { FormatInfo } from '../../../shared/appDomain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import { coco } from './coco.ts';
import type { ExportFormat } from './format.ts';
import { voc } from './voc.ts';

export const exportFormats: readonly ExportFormat[] = [coco, voc];

/** The formats, for a person to choose from. */
export function formatInfos(): FormatInfo[] {
  return exportFormats.map(({ id, title, description, files }) => ({ id, title, description, files }));
}

/** @throws BoxwrightError `usage` for an unknown id, naming the known ones. */
export function findFormat(id: string): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.id === id);
  if (format) return format;
  const known = exportFormats.map((candidate) => candidate.id).join(', ');
  throw new BoxwrightError('usage', `There is no export format "${id}". Known formats: ${known}.`);
}
