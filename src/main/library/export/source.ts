/** What an export or a report needs of a project; anything that has it can be written out. */
import type { BoxRecord, ClassRecord, ImageRecord } from '../../../shared/domain.ts';

export interface ImageWithBoxes {
  image: ImageRecord;
  /** Every box of the image, rejected ones too: what is left out is decided here, not by the source. */
  boxes: BoxRecord[];
}

export interface ExportSource {
  /** The project's name, for people. */
  readonly name: string;
  /** In any order; `position` carries the user's. */
  classes(): ClassRecord[];
  /**
   * Every image in an order that is the same each time. It is walked more than once, with pauses for reading
   * and writing files in between, so it should fetch in pages and hold no database statement open.
   */
  iterateImagesWithBoxes(): Iterable<ImageWithBoxes>;
}
