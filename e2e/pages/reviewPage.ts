import { expect, type Locator, type Page } from '@playwright/test';

export interface Counts {
  accepted: number;
  edited: number;
  rejected: number;
}

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export class ReviewPage {
  readonly #page: Page;
  readonly gallery: Locator;
  readonly #bar: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  /** In the single view: the name of the image at hand. */
  readonly fileName: Locator;
  readonly stage: Locator;
  /** The boxes of the image at hand, by their tags: "accepted emu 0.97". */
  readonly tags: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.gallery = page.getByRole('grid', { name: 'Images in review' });
    this.#bar = page.getByRole('main').getByRole('img', { name: /^\d[\d,]* of [\d,]+ reviewed/ });
    this.undo = page.getByRole('button', { name: 'Undo' });
    this.redo = page.getByRole('button', { name: 'Redo' });
    this.fileName = page.getByRole('region', { name: 'Image', exact: true }).getByRole('heading');
    this.stage = page.getByRole('listbox', { name: /^Boxes on / });
    this.tags = this.stage.getByRole('option');
  }

  /** How many boxes are decided, and how. */
  async shows(total: number, { accepted, edited, rejected }: Counts): Promise<void> {
    const reviewed = accepted + edited + rejected;
    const words = `${reviewed} of ${total} reviewed: ${accepted} accepted, ${edited} edited, ${rejected} rejected`;
    await expect(this.#bar).toHaveAccessibleName(words);
  }

  async counts(): Promise<Counts & { total: number }> {
    const words = (await this.#bar.getAttribute('aria-label')) ?? '';
    const [, total, accepted, edited, rejected] = (words.match(/\d+/g) ?? []).map(Number);
    return { total: total ?? -1, accepted: accepted ?? -1, edited: edited ?? -1, rejected: rejected ?? -1 };
  }

  /** From the gallery to the image at hand, large. @returns its file name. */
  async openSingle(): Promise<string> {
    await this.gallery.press('Enter');
    return this.name();
  }

  async name(): Promise<string> {
    return (await this.fileName.textContent())?.trim() ?? '';
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /** Presses a key that goes on to another image, and waits for that. @returns the other's name. */
  async pressAndMoveOn(key: string): Promise<string> {
    const before = await this.name();
    await this.press(key);
    await expect(this.fileName).not.toHaveText(before);
    return this.name();
  }

  /** The numbers of the box at hand, as they are shown: pixels of the image, to a tenth. */
  async box(): Promise<Box> {
    const read = async (name: string): Promise<number> =>
      Number(await this.#page.getByRole('spinbutton', { name }).inputValue());
    return {
      x: await read('Left edge, X'),
      y: await read('Top edge, Y'),
      w: await read('Width, W'),
      h: await read('Height, H'),
    };
  }

  /** To a quarter of a pixel: boxes that a hand changed lie on tenths, edge by edge. */
  async hasBox(expected: Box): Promise<void> {
    const differences = async (): Promise<number[]> => {
      const box = await this.box();
      return (['x', 'y', 'w', 'h'] as const).map((side) => Math.abs(box[side] - expected[side]));
    };
    await expect.poll(async () => Math.max(...(await differences()))).toBeLessThan(0.25);
  }

  /**
   * Draws a box with the mouse between two points of the photo, given as shares of its width and height.
   * @returns what it has to be in pixels of the image, whose size is given.
   */
  async draw(
    from: [number, number],
    to: [number, number],
    image: { width: number; height: number },
  ): Promise<Box> {
    await this.press('w');
    const name = await this.name();
    const photo = await this.#page.getByRole('img', { name, exact: true }).boundingBox();
    if (!photo) throw new Error(`The photo ${name} is not on the stage.`);
    const at = ([x, y]: [number, number]): [number, number] => [
      Math.round(photo.x + photo.width * x),
      Math.round(photo.y + photo.height * y),
    ];
    const [start, end] = [at(from), at(to)];
    await this.#page.mouse.move(...start);
    await this.#page.mouse.down();
    await this.#page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2);
    await this.#page.mouse.move(...end);
    await this.#page.mouse.up();
    await this.press('Escape');
    const scale = image.width / photo.width;
    return {
      x: (start[0] - photo.x) * scale,
      y: (start[1] - photo.y) * scale,
      w: (end[0] - start[0]) * scale,
      h: (end[1] - start[1]) * scale,
    };
  }

  classButton(name: string): Locator {
    return this.#page
      .getByRole('region', { name: 'Class', exact: true })
      .getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }

  get theta(): Locator {
    return this.#page.getByRole('spinbutton', { name: 'Threshold' });
  }

  get leastConfidence(): Locator {
    return this.#page.getByRole('slider', { name: 'Least confidence to accept' });
  }

  get acceptInBulk(): Locator {
    return this.#page.getByRole('button', { name: /^Accept [\d,]+ box/ });
  }

  get #learning(): Locator {
    return this.#page.getByRole('region', { name: 'Learn from corrections' });
  }

  get learn(): Locator {
    return this.#learning.getByRole('button', { name: /^Learn from/ });
  }

  /** How far it is. */
  get learning(): Locator {
    return this.#learning.getByRole('progressbar');
  }

  /** What it came to, in words. */
  get learned(): Locator {
    return this.#learning.getByRole('status');
  }

  get showMoved(): Locator {
    return this.#learning.getByRole('button', { name: 'Show what moved' });
  }

  /** The boxes that moved most, each with where it was. */
  get moved(): Locator {
    return this.#page.getByRole('region', { name: 'What moved most' }).getByRole('listitem');
  }
}
