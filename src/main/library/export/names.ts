/**
 * File names of exported images: flat, unique, and fit for every file system and reader.
 *
 * `<class>__<stem>`, and `<class>__<stem>~<hash>` for each of several images that would share a name. All of
 * them get the hash, so a name depends neither on the order of images nor on which are exported.
 */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { ImageRecord } from '../../../shared/domain.ts';

type Named = Pick<ImageRecord, 'className' | 'relativePath' | 'contentHash'>;

// File systems take 255 bytes; with the separators, a hash and an extension this stays under 210.
const mostClassBytes = 80;
const mostStemBytes = 100;

const forbidden = /[<>:"/\\|?*\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const hashAtEnd = /~[0-9a-f]{12}$/;

export class FileNames {
  readonly #shared = new Set<string>();

  /** `images` are all of the project's, so that a filter changes no name. */
  constructor(images: Iterable<Named>) {
    const seen = new Set<string>();
    for (const image of images) {
      const key = foldCase(plainName(image));
      if (seen.has(key)) this.#shared.add(key);
      seen.add(key);
    }
  }

  /** Name without extension; unique among the images given, also where upper and lower case are one. */
  of(image: Named): string {
    const plain = plainName(image);
    // A name that only looks hashed gets a hash too, or it could meet one that is.
    const unique = !this.#shared.has(foldCase(plain)) && !hashAtEnd.test(foldCase(plain));
    return unique ? plain : `${plain}~${shortHash(image)}`;
  }
}

function plainName({ className, relativePath }: Named): string {
  const stem = posix.parse(relativePath).name;
  const name = `${clean(className, mostClassBytes)}__${clean(stem, mostStemBytes)}`.replace(/^\./, '_');
  return reservedOnWindows.test(name) ? `_${name}` : name;
}

function clean(text: string, mostBytes: number): string {
  const safe = text.toWellFormed().normalize('NFC').trim().replace(forbidden, '_');
  return cutToBytes(safe, mostBytes) || '_';
}

/** Cuts between characters, never inside one. */
function cutToBytes(text: string, mostBytes: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostBytes) break;
    kept += character;
  }
  return kept;
}

/** Upper case first: it joins letters that differ only when raised, such as the two Greek sigmas. */
function foldCase(name: string): string {
  return name.toUpperCase().toLowerCase().normalize('NFC');
}

/** Content and class together name one image, since a project holds the same content once in a class. */
function shortHash({ contentHash, className }: Named): string {
  return createHash('sha256').update(`${contentHash}/${className}`).digest('hex').slice(0, 12);
}
