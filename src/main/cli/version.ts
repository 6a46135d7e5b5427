/** Boxwright's version, from package.json alone. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });
const packageFile = new URL('../../../package.json', import.meta.url);

export const { version } = packageSchema.parse(JSON.parse(readFileSync(packageFile, 'utf8')));
