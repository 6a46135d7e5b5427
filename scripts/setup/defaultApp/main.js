/**
 * `electron [-r MODULE] FOLDER`: runs the app of a folder, as the app that Electron's own archives come with does. A
 * module that is asked for with -r is loaded first; Playwright holds the app back with one until it watches.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @param {string[]} given */
function parse(given) {
  const modules = [];
  const rest = [];
  for (let at = 0; at < given.length; at += 1) {
    if (given[at] === '-r' || given[at] === '--require') modules.push(given[(at += 1)]);
    else if (!given[at].startsWith('-')) rest.push(given[at]);
  }
  return { modules, named: rest[0] };
}

const { modules, named } = parse(process.argv.slice(1));
if (named === undefined) {
  console.error('Usage: electron [-r MODULE] FOLDER');
  process.exit(2);
}
const folder = resolve(named);
const {
  name,
  productName,
  version,
  main = 'index.js',
} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
app.setName(productName ?? name);
app.setVersion(version ?? '0.0.0');
app.setAppPath(folder);
const require = createRequire(import.meta.url);
for (const module of modules) require(resolve(module));
// Electron becomes ready only after this file has been run to its end, the app's own file included.
await import(pathToFileURL(join(folder, main)).href);
