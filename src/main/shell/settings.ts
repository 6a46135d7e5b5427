/** What the shell remembers beside projects: userData/settings.json. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../../shared/appDomain.ts';
import { JsonFile } from './jsonFile.ts';

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});

const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Where the window was last; null before it was ever closed. Bounds of the window when it is not maximised. */
  window: z.object({ bounds: boundsSchema, isMaximized: z.boolean() }).nullable().catch(null),
}) satisfies z.ZodType<Settings>;

export type ShellSettings = z.output<typeof settingsSchema>;
export type WindowState = NonNullable<ShellSettings['window']>;

export function openSettings(userData: string): JsonFile<ShellSettings> {
  return new JsonFile(join(userData, 'settings.json'), settingsSchema, { theme: 'system', window: null });
}

/** As the window sees them. */
export function publicSettings({ theme }: ShellSettings): Settings {
  return { theme };
}
