/** Links of the pages lead somewhere, and no page of decisions is left out of their list. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('docs/decisions/README.md lists every decision by its number and title', () => {
  const list = read('docs/decisions/README.md');
  const decisions = globSync('docs/decisions/0*.md', { cwd: root });
  const missing = decisions.filter((path) => {
    const [, number, title] = /^# (\d+)\. (.*)$/m.exec(read(path)) ?? [];
    const file = path.split(/[/\\]/).at(-1) ?? '';
    return Number(file.slice(0, 4)) !== Number(number) || !list.includes(`- ${number}: [${title}](${file})`);
  });
  expect(missing).toEqual([]);
  expect(decisions.length).toBeGreaterThan(20);
});

test('every picture is shown on a page', () => {
  const text = pages.map(read).join('\n');
  const pictures = globSync('*', { cwd: join(root, 'docs/images') });
  expect(pictures.filter((name) => !text.includes(`images/${name}`))).toEqual([]);
});
