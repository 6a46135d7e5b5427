/**
 * Prints a project as JSON: the library's own answer, asked in a process of its own beside the app that holds it.
 *
 *   node e2e/readProject.ts PROJECT
 */
import { Project } from '../src/main/library/project.ts';

const project = Project.open(process.argv[2] ?? '', { readOnly: true });
const classes = project.classes();
const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
const columns = project.gallery.boxes();
/** What boxes are ordered by: their agreement or, where they are not refined, the probability of their class. */
const confidenceOf = new Map(
  Array.from(columns.ids, (id, at) => {
    const agreement = columns.agreements[at] ?? NaN;
    return [id, Number.isNaN(agreement) ? (columns.scores[at] ?? 0) : agreement];
  }),
);
const images = [...project.iterateImagesWithBoxes()].map(({ image, boxes }) => ({
  path: image.path,
  relativePath: image.relativePath,
  className: image.className,
  width: image.width,
  height: image.height,
  boxes: boxes.map(({ id, x, y, w, h, classId, review, source, score }) => ({
    ...{ x, y, w, h, review, source, score },
    className: nameOf.get(classId) ?? '',
    confidence: confidenceOf.get(id) ?? 0,
  })),
}));
process.stdout.write(JSON.stringify({ classes: classes.map(({ name }) => name), images }));
project.close();
