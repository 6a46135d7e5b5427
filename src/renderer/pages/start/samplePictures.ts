/** Photos of the sample that the Start screen shows; see resources/sample/CREDIT.md. The bundler takes them along. */
import type { Box } from '../../../shared/geometry.ts';

export interface BoxedPicture {
  url: string;
  /** In CSS pixels of a picture of 107 x 80. */
  box: Box;
}

/** Size in CSS pixels that the boxes below are drawn for. */
export const pictureSize = { width: 107, height: 80 };

/** A folder of classes, as a person would have it, with what Boxwright makes of it. */
export const folders: readonly { name: string; pictures: readonly BoxedPicture[] }[] = [
  {
    name: 'elephant',
    pictures: [
      {
        url: new URL('../../../../resources/sample/elephant/image_0002.jpg', import.meta.url).href,
        box: { x: 14, y: 14, w: 65, h: 44 },
      },
      {
        url: new URL('../../../../resources/sample/elephant/image_0016.jpg', import.meta.url).href,
        box: { x: 17, y: 7, w: 84, h: 68 },
      },
    ],
  },
  {
    name: 'emu',
    pictures: [
      {
        url: new URL('../../../../resources/sample/emu/image_0008.jpg', import.meta.url).href,
        box: { x: 30, y: 6, w: 71, h: 65 },
      },
      {
        url: new URL('../../../../resources/sample/emu/image_0014.jpg', import.meta.url).href,
        box: { x: 26, y: 21, w: 66, h: 47 },
      },
    ],
  },
  {
    name: 'ibis',
    pictures: [
      {
        url: new URL('../../../../resources/sample/ibis/image_0031.jpg', import.meta.url).href,
        box: { x: 20, y: 21, w: 67, h: 45 },
      },
      {
        url: new URL('../../../../resources/sample/ibis/image_0023.jpg', import.meta.url).href,
        box: { x: 20, y: 4, w: 79, h: 66 },
      },
    ],
  },
];

/** One photo of each class of the sample. */
export const sampleClasses: readonly string[] = [
  new URL('../../../../resources/sample/elephant/image_0023.jpg', import.meta.url).href,
  new URL('../../../../resources/sample/emu/image_0025.jpg', import.meta.url).href,
  new URL('../../../../resources/sample/ibis/image_0010.jpg', import.meta.url).href,
  new URL('../../../../resources/sample/kangaroo/image_0005.jpg', import.meta.url).href,
  new URL('../../../../resources/sample/llama/image_0037.jpg', import.meta.url).href,
  new URL('../../../../resources/sample/starfish/image_0056.jpg', import.meta.url).href,
];
