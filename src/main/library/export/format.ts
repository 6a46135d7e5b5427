/** What an export format is: one file that says where images go and how boxes are written. */
import type { BoxRecord, ClassRecord, ImageRecord } from '../../../shared/domain.ts';
import type { SplitName } from './splits.ts';

/** One image of an export, its picture written already. */
export interface ExportItem {
  image: ImageRecord;
  /** Flat and unique, with extension. */
  fileName: string;
  /** `fileName` without its extension; unique as well. */
  stem: string;
  split: SplitName;
  /** Inside the image, each at least one pixel wide and high. */
  boxes: BoxRecord[];
  /** Colour channels of the written picture: 1, 3 or 4. */
  depth: number;
}

export interface Dataset {
  title: string;
  /** In the user's order. */
  classes: ClassRecord[];
  splits: SplitName[];
  /** To be walked once. */
  items: AsyncIterable<ExportItem>;
}

export interface ClassRename {
  from: string;
  to: string;
}

/** What a reader of the export must know and cannot see; it goes into the manifest and to the person. */
export interface FormatNotes {
  coordinates: string;
  renamedClasses: ClassRename[];
}

export interface ExportFormat {
  /** Name on the command line and of the folder when several formats are written. */
  id: string;
  title: string;
  description: string;
  /** Where its boxes are written below the export's folder; '*' stands for any name. */
  files: string;
  /** Place of a picture below the export's folder, with '/' between parts. */
  imagePath(fileName: string, split: SplitName): string;
  /** Writes every file but pictures and manifest into `folder`, which exists. */
  write(folder: string, dataset: Dataset): Promise<FormatNotes>;
}
