/** Files that come with Boxwright, in resources/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BoxwrightError } from '../../shared/errors.ts';
import { parseTensors, type TensorFile } from './tensors/safetensors.ts';

/** In an app that was built, where the shell says; else beside src/. */
export function resourcesFolder(): string {
  return process.env['BOXWRIGHT_RESOURCES'] ?? fileURLToPath(new URL('../../../resources/', import.meta.url));
}

/**
 * @param file below the folder of resources.
 * @param name what to call it in an error: "The backbone".
 * @throws BoxwrightError `resource-damaged` when the file is missing or not whole.
 */
export function readTensorResource(file: string, name: string): TensorFile {
  const path = join(resourcesFolder(), file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const message = `${name} ${path} cannot be read. Install Boxwright again.`;
    throw new BoxwrightError('resource-damaged', message, { cause });
  }
  return parseTensors(bytes, file);
}
