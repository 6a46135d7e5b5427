/** What the shell itself answers of the contract: app.*. */
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { AppInfo, Theme } from '../../shared/appDomain.ts';
import type { CallArgs, Handlers } from '../../shared/contract.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { JsonFile } from './jsonFile.ts';
import type { RecentProjects } from './recentProjects.ts';
import { publicSettings } from './settings.ts';
import type { ShellSettings } from './settings.ts';

export interface AppCallsOptions {
  info: AppInfo;
  settings: JsonFile<ShellSettings>;
  recents: RecentProjects;
  chooseFolder: (purpose: CallArgs<'app.chooseFolder'>['purpose']) => Promise<string | null>;
  showInFolder: (path: string) => void;
  /** Electron's newer versions take their time. */
  copyText: (text: string) => void | Promise<void>;
  /** Makes the window look so, and tells it. */
  applyTheme: (theme: Theme) => void;
}

export function makeAppCalls(options: AppCallsOptions): Handlers<'shell'> {
  const { info, settings, recents } = options;
  return {
    'app.info': () => info,
    'app.settings': () => publicSettings(settings.value),
    'app.changeSettings': ({ theme = settings.value.theme }) => {
      settings.set({ ...settings.value, theme });
      options.applyTheme(theme);
      return publicSettings(settings.value);
    },
    'app.recentProjects': () => recents.list(),
    'app.forgetProject': ({ folder }) => {
      recents.forget(folder);
      return recents.list();
    },
    'app.chooseFolder': ({ purpose }) => options.chooseFolder(purpose),
    'app.showInFolder': async ({ path }) => {
      await requireExisting(path);
      options.showInFolder(path);
      return null;
    },
    'app.copyText': async ({ text }) => {
      await options.copyText(text);
      return null;
    },
  };
}

/** The system's file manager is only ever opened at something that is there. */
async function requireExisting(path: string): Promise<void> {
  if (isAbsolute(path) && (await stat(path).catch(() => null))) return;
  throw new BoxwrightError(
    'not-found',
    `${path} is not there any more. It may have been moved, renamed or deleted, or its disk is not connected.`,
  );
}
