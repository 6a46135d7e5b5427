/** A project at a glance. */
import type { OpenedProject } from '../../../shared/appDomain.ts';
import type { ProjectFolder } from '../projectFolder.ts';
import type { Store } from '../store/store.ts';

const mostCovers = 3;

export function summaryOf(store: Store, folder: ProjectFolder): OpenedProject {
  const classes = store.classes.list();
  const covers = classes.flatMap(({ id }) => store.images.firstOf(id) ?? []);
  return {
    folder: folder.path,
    name: folder.name,
    sources: store.sources.list().map(({ root }) => root),
    imageCount: store.images.count(),
    classCount: classes.length,
    boxes: store.boxes.counts(),
    coverImageIds: covers.slice(0, mostCovers),
  };
}
