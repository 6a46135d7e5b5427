/** The projects that were opened last: userData/recent.json. Filled from what the library process tells. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { ImageFile, OpenedProject, RecentProject } from '../../shared/appDomain.ts';
import { JsonFile } from './jsonFile.ts';

const KEPT = 12;
const LARGEST_COVER_BYTES = 200_000;
/** While images come in, counts change many times a second. */
const MILLISECONDS_BETWEEN_WRITES = 1000;

const count = z.int().nonnegative();
const recentSchema = z.array(
  z.object({
    folder: z.string(),
    name: z.string(),
    sources: z.array(z.string()),
    imageCount: count,
    classCount: count,
    boxes: z.object({ unreviewed: count, accepted: count, edited: count, rejected: count }),
    coverImageIds: z.array(count),
    openedAt: z.string(),
    covers: z.array(z.string()),
  }),
);
type Recent = Omit<RecentProject, 'exists'>;

export interface RecentProjectsOptions {
  userData: string;
  /** The thumbnail of an image of the open project. */
  thumbnail: (imageId: number) => Promise<ImageFile | null>;
  now: () => Date;
}

export class RecentProjects {
  readonly #options: RecentProjectsOptions;
  readonly #file: JsonFile<Recent[]>;
  #latest: Recent[];
  #writing: NodeJS.Timeout | null = null;
  /** Folder of the project that is open now. */
  #open: string | null = null;

  constructor(options: RecentProjectsOptions) {
    this.#options = options;
    this.#file = new JsonFile(join(options.userData, 'recent.json'), recentSchema, []);
    this.#latest = this.#file.value;
  }

  /** Newest first. */
  list(): Promise<RecentProject[]> {
    return Promise.all(
      this.#latest.map(async (recent) => ({ ...recent, exists: await isFolder(recent.folder) })),
    );
  }

  forget(folder: string): void {
    this.#latest = this.#latest.filter((recent) => recent.folder !== folder);
    this.flush();
  }

  hear(event: AppEvent): void {
    if (event.kind === 'project') this.#opened(event.project);
    // A project that was taken off the list meanwhile stays off it until it is opened again.
    else if (event.kind === 'project-changed') this.#changed(event.project);
  }

  /** Writes what is not written yet. */
  flush(): void {
    if (this.#writing) clearTimeout(this.#writing);
    this.#writing = null;
    if (this.#latest !== this.#file.value) this.#file.set(this.#latest);
  }

  #opened(project: OpenedProject | null): void {
    this.#open = project?.folder ?? null;
    if (!project) {
      this.flush();
      return;
    }
    const known = this.#find(project.folder);
    const others = this.#latest.filter((recent) => recent !== known);
    const opened = {
      ...project,
      openedAt: this.#options.now().toISOString(),
      covers: known?.covers ?? [],
    };
    this.#latest = [opened, ...others].slice(0, KEPT);
    this.flush();
    void this.#takeCovers(project);
  }

  #changed(project: OpenedProject): void {
    const known = this.#find(project.folder);
    if (!known) return;
    this.#replace(known, { ...known, ...project });
    if (String(known.coverImageIds) !== String(project.coverImageIds)) void this.#takeCovers(project);
  }

  async #takeCovers({ folder, coverImageIds }: OpenedProject): Promise<void> {
    const files = await Promise.all(coverImageIds.slice(0, 3).map((id) => this.#options.thumbnail(id)));
    const covers = (await Promise.all(files.map(toDataUrl))).filter((cover) => cover !== null);
    const known = this.#find(folder);
    // Ids of a project that was closed meanwhile mean other images now.
    if (known && covers.length > 0 && this.#open === folder) this.#replace(known, { ...known, covers });
  }

  #find(folder: string): Recent | undefined {
    return this.#latest.find((recent) => recent.folder === folder);
  }

  #replace(old: Recent, recent: Recent): void {
    this.#latest = this.#latest.map((other) => (other === old ? recent : other));
    this.#writing ??= setTimeout(() => this.flush(), MILLISECONDS_BETWEEN_WRITES);
  }
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats?.isDirectory() ?? false;
}

async function toDataUrl(file: ImageFile | null): Promise<string | null> {
  const bytes = file && (await readFile(file.path).catch(() => null));
  if (!bytes || bytes.length > LARGEST_COVER_BYTES) return null;
  return `data:${file.mime};base64,${bytes.toString('base64')}`;
}
