/** How Electron is started here: which, with what, and what stands in its way. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeContext } from '../setup/context.mjs';
import { pinnedVersion } from '../setup/electron.mjs';
import { readStamp, type Electron } from '../setup/stamp.mjs';

/** @throws Error before the set-up has been run. */
export function foundElectron(): Electron {
  const { electron } = readStamp(makeContext());
  if (electron) return electron;
  throw new Error('Electron is not set up yet: run npm run setup.');
}

/** Such as "Electron 33.2.1, in place of 45.4.1". */
export function describeElectron({ version, source }: Electron): string {
  const pinned = pinnedVersion(makeContext());
  const place = version === pinned ? '' : `, in place of ${pinned ?? 'the pinned one'}`;
  return `Electron ${version}${place}${source === 'named' ? ' (BOXWRIGHT_ELECTRON)' : ''}`;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Chromium refuses to run as root with its sandbox; for everybody else the sandbox stays. */
export function sandboxArguments(): string[] {
  return process.platform === 'linux' && isRoot() ? ['--no-sandbox'] : [];
}

export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY);
}

/**
 * Ubuntu forbids programs of unknown origin the name spaces that the sandbox is made of; then Chromium's own helper
 * has to belong to root. @returns the command that sees to it, or null where none is needed.
 */
export function sandboxRemedy(electron: Electron): string | null {
  const helper = join(dirname(electron.path), 'chrome-sandbox');
  if (process.platform !== 'linux' || isRoot() || !existsSync(helper) || mayMakeNameSpaces()) return null;
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return null;
  return `sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`;
}

function mayMakeNameSpaces(): boolean {
  const read = (name: string): string => {
    try {
      return readFileSync(join('/proc/sys/kernel', name), 'utf8').trim();
    } catch {
      return '';
    }
  };
  return read('apparmor_restrict_unprivileged_userns') !== '1' && read('unprivileged_userns_clone') !== '0';
}
