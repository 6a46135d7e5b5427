/** What has to be settled before Electron is ready. */
import { app } from 'electron';
import { existsSync } from 'node:fs';
import { lockDown } from './security.ts';
import { findPlaces } from './places.ts';
import type { Places } from './places.ts';

/** @param built absolute path of the folder of the built shell. */
export function prepareApp(built: string): Places {
  app.setName('Boxwright');
  // Without a graphics card Chromium tries one all the same, and now and then the page waits for it for ever.
  if (process.platform === 'linux' && !existsSync('/dev/dri')) app.disableHardwareAcceleration();
  const named = app.commandLine.getSwitchValue('user-data-dir');
  if (named) app.setPath('userData', named);
  lockDown();
  return findPlaces({
    built,
    isPackaged: app.isPackaged,
    resources: process.resourcesPath,
    env: process.env,
  });
}

/** A second Boxwright with the same profile only brings the first one's window forward, and ends. */
export function isFirst(): boolean {
  const isOnly = app.requestSingleInstanceLock();
  if (!isOnly) app.quit();
  return isOnly;
}

export function whenReady(): Promise<void> {
  return app.whenReady();
}
