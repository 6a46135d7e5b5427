import type { Page } from '@playwright/test';
import { ExportPage } from './exportPage.ts';
import { Frame } from './frame.ts';
import { ImagesPage } from './imagesPage.ts';
import { ReviewPage } from './reviewPage.ts';
import { StartPage } from './startPage.ts';
import { TrainPage } from './trainPage.ts';

export interface Screens {
  frame: Frame;
  start: StartPage;
  images: ImagesPage;
  train: TrainPage;
  review: ReviewPage;
  exporting: ExportPage;
}

/** All screens of a window; of another one after each restart. */
export function screensOf(page: Page): Screens {
  return {
    frame: new Frame(page),
    start: new StartPage(page),
    images: new ImagesPage(page),
    train: new TrainPage(page),
    review: new ReviewPage(page),
    exporting: new ExportPage(page),
  };
}
