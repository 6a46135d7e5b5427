import { expect, test } from 'vitest';
import { control, debName } from './deb.ts';

const about = {
  version: '1.2.3',
  description: 'Boxes',
  depends: ['libnss3', 'libgtk-3-0 | libgtk-3-0t64'],
  arch: 'x64',
  size: 2049,
};

test('a Debian package says what it needs, and its size in whole kibibytes', () => {
  expect(control(about).split('\n')).toEqual([
    'Package: boxwright',
    'Version: 1.2.3',
    'Architecture: amd64',
    'Maintainer: The Boxwright authors <boxwright@localhost>',
    'Section: graphics',
    'Priority: optional',
    'Installed-Size: 3',
    'Depends: libnss3, libgtk-3-0 | libgtk-3-0t64',
    'Description: Boxes',
    '',
  ]);
  expect(debName(about)).toBe('boxwright-1.2.3-linux-amd64.deb');
});
