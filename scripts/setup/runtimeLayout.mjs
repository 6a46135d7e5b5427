import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shortHash } from './context.mjs';
import { sizeOf } from './files.mjs';

/** The same library under the names of Python's wheels and of the C library's archives. */
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow.so.2', 'libtensorflow.so'];
const FRAMEWORKS = ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'];

/**
 * Finds TensorFlow's libraries and headers in a folder: an unpacked wheel, its `tensorflow` folder, or the C
 * library's `lib` and `include`.
 *
 * @param {string} folder
 * @param {import('./stamp.mjs').Runtime['source']} source
 * @returns {import('./stamp.mjs').Runtime | null}
 */
export function findRuntime(folder, source) {
  for (const base of [folder, join(folder, 'tensorflow')]) {
    const include = join(base, 'include');
    if (!existsSync(join(include, 'tensorflow', 'c', 'c_api.h'))) continue;
    for (const place of [base, join(base, 'lib')]) {
      const library = firstExisting(place, LIBRARIES);
      const framework = firstExisting(place, FRAMEWORKS);
      if (!library || !framework) continue;
      const id = shortHash([basename(library), sizeOf(library), sizeOf(framework)]);
      return { source, id, library, framework, include };
    }
  }
  return null;
}

/** @param {string} folder @param {string[]} names */
function firstExisting(folder, names) {
  return names.map((name) => join(folder, name)).find((path) => existsSync(path));
}
