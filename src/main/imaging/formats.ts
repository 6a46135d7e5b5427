/** Which image formats Boxwright reads, told apart by their first bytes: names of files often lie. */

export const imageFormats = ['jpeg', 'png', 'webp', 'bmp', 'gif', 'tiff'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** Image formats that people have but Boxwright does not read, so that it can name them. */
export const foreignFormats = ['avif', 'heic', 'svg', 'psd', 'jpeg-xl', 'jpeg-2000'] as const;
export type ForeignFormat = (typeof foreignFormats)[number];

/** Number of leading bytes that `sniffFormat` wants to see; it makes do with fewer. */
export const sniffLength = 64;

const extensions: Record<string, ImageFormat | ForeignFormat> = {
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.jpe': 'jpeg',
  '.jfif': 'jpeg',
  '.png': 'png',
  '.webp': 'webp',
  '.bmp': 'bmp',
  '.dib': 'bmp',
  '.gif': 'gif',
  '.tif': 'tiff',
  '.tiff': 'tiff',
  '.avif': 'avif',
  '.heic': 'heic',
  '.heif': 'heic',
  '.svg': 'svg',
  '.psd': 'psd',
  '.jxl': 'jpeg-xl',
  '.jp2': 'jpeg-2000',
};

/** Sizes of the BMP information headers in use; two letters alone ("BM") also begin plain text. */
const bmpHeaderSizes = [12, 16, 40, 52, 56, 64, 108, 124];

type Test = (head: Buffer) => boolean;

const at =
  (offset: number, text: string): Test =>
  (head) =>
    head.toString('latin1', offset, offset + text.length) === text;

const signatures: [ImageFormat | ForeignFormat, Test][] = [
  ['jpeg', at(0, '\xff\xd8\xff')],
  ['png', at(0, '\x89PNG\r\n\x1a\n')],
  ['webp', (head) => at(0, 'RIFF')(head) && at(8, 'WEBP')(head)],
  ['gif', (head) => at(0, 'GIF87a')(head) || at(0, 'GIF89a')(head)],
  ['tiff', (head) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].some((mark) => at(0, mark)(head))],
  ['bmp', (head) => at(0, 'BM')(head) && head.length >= 18 && bmpHeaderSizes.includes(head.readUInt32LE(14))],
  ['avif', (head) => at(4, 'ftypavif')(head) || at(4, 'ftypavis')(head)],
  ['heic', (head) => ['heic', 'heix', 'hevc', 'mif1', 'msf1'].some((brand) => at(4, `ftyp${brand}`)(head))],
  ['psd', at(0, '8BPS')],
  ['jpeg-xl', at(4, 'JXL \r\n\x87\n')],
  ['jpeg-2000', at(4, 'jP  \r\n\x87\n')],
];

/** The format that a file's first bytes announce; null when they announce no image that Boxwright knows of. */
export function sniffFormat(head: Buffer): ImageFormat | ForeignFormat | null {
  return signatures.find(([, matches]) => matches(head))?.[0] ?? null;
}

/** The format that a file's name promises; null when it promises none. `extension` is '.jpg' and the like. */
export function formatOfExtension(extension: string): ImageFormat | ForeignFormat | null {
  return extensions[extension.toLowerCase()] ?? null;
}

export function isReadable(format: ImageFormat | ForeignFormat): format is ImageFormat {
  return (imageFormats as readonly string[]).includes(format);
}
