/**
 * A Debian package by dpkg-deb alone, which Debian and Ubuntu have: electron-builder's own way downloads a tool from a
 * host that cannot always be reached.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DebPackage {
  version: string;
  description: string;
  /** As Debian's rules write dependencies. */
  depends: string[];
  /** Of the machine, as Node calls it. */
  arch: string;
  /** Of all files, in bytes. */
  size: number;
}

const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

export function debName({ version, arch }: DebPackage): string {
  return `boxwright-${version}-linux-${ARCHITECTURES[arch] ?? arch}.deb`;
}

/** The file `control`. @see Debian policy, chapter 5 */
export function control({ version, description, depends, arch, size }: DebPackage): string {
  return [
    'Package: boxwright',
    `Version: ${version}`,
    `Architecture: ${ARCHITECTURES[arch] ?? arch}`,
    'Maintainer: The Boxwright authors <boxwright@localhost>',
    'Section: graphics',
    'Priority: optional',
    // Debian counts in kibibytes.
    `Installed-Size: ${Math.ceil(size / 1024)}`,
    `Depends: ${depends.join(', ')}`,
    `Description: ${description}`,
    '',
  ].join('\n');
}

const desktopEntry = `[Desktop Entry]
Name=Boxwright
Comment=Folders of labeled images in, bounding boxes out
Exec=/opt/Boxwright/boxwright %U
Icon=boxwright
Type=Application
Categories=Graphics;
StartupWMClass=Boxwright
`;

/** Where the system forbids name spaces to programs, the sandbox is made by a helper that belongs to root. */
const afterInstall = `#!/bin/sh
set -e
chown root:root /opt/Boxwright/chrome-sandbox
chmod 4755 /opt/Boxwright/chrome-sandbox
`;

export function hasDpkgDeb(): boolean {
  return spawnSync('dpkg-deb', ['--version']).status === 0;
}

/**
 * @param app the unpacked app. @param icons folder of pictures named for their size.
 * @throws Error with dpkg-deb's words.
 */
export function makeDeb(about: DebPackage, app: string, icons: string, target: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-deb-'));
  const put = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };
  try {
    chmodSync(folder, 0o755);
    cpSync(app, join(folder, 'opt/Boxwright'), { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(folder, 'usr/bin'), { recursive: true });
    symlinkSync('/opt/Boxwright/boxwright', join(folder, 'usr/bin/boxwright'));
    put('usr/share/applications/boxwright.desktop', desktopEntry);
    for (const name of readdirSync(icons).filter((entry) => entry.endsWith('.png'))) {
      const size = name.replace('.png', '');
      cpSync(join(icons, name), join(folder, `usr/share/icons/hicolor/${size}/apps/boxwright.png`));
    }
    put('DEBIAN/control', control(about));
    put('DEBIAN/postinst', afterInstall, 0o755);
    // Files belong to root, whoever packs them. xz would take minutes for a tenth less.
    const args = ['--root-owner-group', '-Zgzip', '-z6', '--build', folder, target];
    const { status, stderr } = spawnSync('dpkg-deb', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
