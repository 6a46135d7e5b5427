/** The contact sheet's HTML, piece by piece. Everything that comes from outside passes through `escape`. */
import type { BoxRecord } from '../../../shared/domain.ts';
import type { ImageWithBoxes } from '../export/source.ts';
import type { ClassGroup } from './sample.ts';
import { style } from './style.ts';

export interface Fact {
  label: string;
  value: string;
}

export interface PageHead {
  title: string;
  facts: readonly Fact[];
  groups: readonly ClassGroup[];
}

const replacements: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => replacements[character] ?? character);
}

const numbers = new Intl.NumberFormat('en');

/** '1 photo', '1,200 photos'. */
function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${numbers.format(count)} ${count === 1 ? noun : plural}`;
}

const sum = (groups: readonly ClassGroup[], of: (group: ClassGroup) => number): number =>
  groups.reduce((total, group) => total + of(group), 0);

export function pageStart({ title, facts, groups }: PageHead): string {
  const counts = [
    counted(
      sum(groups, ({ images }) => images),
      'photo',
    ),
    counted(
      sum(groups, ({ boxes }) => boxes),
      'box',
      'boxes',
    ),
    counted(groups.length, 'class', 'classes'),
  ];
  const list = facts.map(
    ({ label, value }) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Boxwright">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${style}${filterRules(groups)}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p class="counts">${counts.join(', ')}</p>
${list.length > 0 ? `<dl>${list.join('')}</dl>` : ''}
<p class="note">${sampleNote(groups)}Within a class, the boxes that the model is least sure of come first.</p>
</header>
${filter(groups)}
<main>
`;
}

function sampleNote(groups: readonly ClassGroup[]): string {
  const shown = sum(groups, (group) => group.shown.length);
  const all = sum(groups, ({ images }) => images);
  if (shown === all) return '';
  return `This page shows ${numbers.format(shown)} of ${counted(all, 'photo')}, chosen evenly over the classes. `;
}

/** Showing one class takes no script: a radio button is checked, and every other section hides. */
function filterRules(groups: readonly ClassGroup[]): string {
  return groups
    .map(({ classId: id }) => `body:has(#show-${id}:checked) section:not(#class-${id}) { display: none; }\n`)
    .join('');
}

function filter(groups: readonly ClassGroup[]): string {
  if (groups.length < 2) return '';
  const choice = (id: string, name: string, count: number, isChecked: boolean): string =>
    `<label><input type="radio" name="show" id="show-${id}"${isChecked ? ' checked' : ''}>${escape(name)} ` +
    `<span>${numbers.format(count)}</span></label>`;
  const all = choice(
    'all',
    'All',
    sum(groups, ({ images }) => images),
    true,
  );
  const each = groups.map(({ classId, name, images }) => choice(String(classId), name, images, false));
  return `<nav aria-label="Classes"><fieldset><legend>Show class</legend>${all}${each.join('')}</fieldset></nav>`;
}

export function sectionStart({ classId, name, images, boxes, meanScore, shown }: ClassGroup): string {
  const parts = [counted(images, 'photo'), counted(boxes, 'box', 'boxes')];
  if (meanScore !== null) parts.push(`mean confidence ${meanScore.toFixed(2)}`);
  if (shown.length < images) parts.push(`${numbers.format(shown.length)} shown`);
  return `<section id="class-${classId}" aria-labelledby="name-${classId}">
<h2 id="name-${classId}">${escape(name)} <span>${parts.join(' · ')}</span></h2>
<div class="cards">
`;
}

export const sectionEnd = '</div>\n</section>\n';

export const pageEnd = `</main>
<footer>Made by Boxwright. Boxes that nobody has reviewed are white, accepted ones green, edited ones violet.</footer>
</body>
</html>
`;

/** @param photo a JPEG, or null when the original cannot be shown. */
export function card({ image, boxes }: ImageWithBoxes, photo: Buffer | null): string {
  const file = image.relativePath.split('/').at(-1) ?? '';
  const picture =
    photo === null ? '<p>This photo can no longer be read.</p>' : drawn({ image, boxes }, photo, file);
  const [first] = boxes;
  return `<figure><div class="photo">${picture}</div><figcaption>${first ? sign(first) : ''}<span class="file" title="${escape(image.relativePath)}">${escape(file)}</span><span class="score">${scores(boxes)}</span></figcaption></figure>
`;
}

function drawn({ image, boxes }: ImageWithBoxes, photo: Buffer, file: string): string {
  const { width, height } = image;
  const alt = `${image.className}, ${file}: ${boxes.length === 0 ? 'no box' : `box, confidence ${scores(boxes)}`}`;
  const rects = boxes.map((box) => {
    const place = `x="${fixed(box.x)}" y="${fixed(box.y)}" width="${fixed(box.w)}" height="${fixed(box.h)}"`;
    return `<rect class="casing" ${place}/><rect class="${box.review}" ${place}/>`;
  });
  return (
    `<img src="data:image/jpeg;base64,${photo.toString('base64')}" alt="${escape(alt)}" ` +
    `width="${width}" height="${height}" loading="lazy" decoding="async">` +
    `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${rects.join('')}</svg>`
  );
}

const fixed = (value: number): string => String(Number(value.toFixed(1)));

/** Confidences, or what stands in their place. */
function scores(boxes: readonly BoxRecord[]): string {
  if (boxes.length === 0) return 'no box';
  return boxes.map(({ score }) => (score === null ? 'by hand' : score.toFixed(2))).join(', ');
}

const signs: Record<BoxRecord['review'], string> = {
  unreviewed: '<circle cx="6" cy="6" r="4.5"/>',
  accepted: '<circle class="disc" cx="6" cy="6" r="6"/><path d="m3.3 6.2 1.9 1.9 3.5-3.9"/>',
  edited: '<path class="disc" d="M0 0h12v12H0z"/><path d="m3.5 8.5 5-5"/>',
  rejected: '',
};

/** Shape and colour say what a person decided; so does text, for those who see neither. */
function sign({ review }: BoxRecord): string {
  return `<svg class="sign sign-${review}" viewBox="0 0 12 12" aria-hidden="true">${signs[review]}</svg><span class="unseen">${review}</span>`;
}
