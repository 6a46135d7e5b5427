/** The lint rule that keeps imports within the layers. */
import { dirname, relative, resolve, sep } from 'node:path';
import { guardedPackages, layers, onlyPackages, TESTING } from './layers.mjs';

/** @param {string} path @param {string} folder */
const isWithin = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/** The layer of a file, or undefined when no layer holds it. @param {string} path Relative to the repository. */
export function layerOf(path) {
  return Object.keys(layers)
    .filter((folder) => isWithin(path, folder))
    .sort((a, b) => b.length - a.length)[0];
}

/**
 * What is wrong with an import, or null when it is right.
 *
 * @param {string} file The importing file, relative to the repository, with '/' between parts.
 * @param {string} source What stands behind `from`.
 */
export function judgeImport(file, source) {
  const layer = layerOf(file);
  if (!layer) return `${file} lies in no layer; give its folder a place in scripts/lint/layers.mjs.`;
  const isTest = /\.test\.ts$/.test(file);
  return source.startsWith('.')
    ? judgeFile(file, source, layer, isTest)
    : judgePackage(file, source, layer, isTest);
}

/** @param {string} file @param {string} source @param {string} layer @param {boolean} isTest */
function judgeFile(file, source, layer, isTest) {
  const target = relative('/', resolve('/', dirname(file), source))
    .split(sep)
    .join('/');
  const targetLayer = layerOf(target);
  if (targetLayer === layer || (isTest && targetLayer === TESTING)) return null;
  const allowed = /** @type {string[]} */ (layers[layer]);
  if (targetLayer && allowed.includes(targetLayer)) return null;
  const may = allowed.length > 0 ? `may import ${allowed.join(', ')}` : 'imports nothing of ours';
  return `${layer} ${may}, but not ${targetLayer ?? target}.`;
}

/** @param {string} file @param {string} source @param {string} layer @param {boolean} isTest */
function judgePackage(file, source, layer, isTest) {
  if (isTest) return null;
  const only = /** @type {Record<string, string[]>} */ (onlyPackages)[layer];
  if (only && !only.includes(source))
    return `${layer} may use no packages but ${only.join(', ')}, not ${source}.`;
  const homes = guardedPackages.find(([pattern]) => pattern.test(source))?.[1];
  if (!homes || homes.some((home) => isWithin(file, home))) return null;
  return `${source} is imported only in ${homes.join(' and ')}.`;
}

/** @type {import('eslint').Rule.RuleModule} */
const layersRule = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'Imports stay within the layers of the architecture.' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    /** @param {import('eslint').Rule.Node} node */
    const check = (node) => {
      const source = /** @type {{ value?: unknown } | null | undefined} */ (
        'source' in node ? node.source : null
      )?.value;
      const message = typeof source === 'string' ? judgeImport(file, source) : null;
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export const importRules = { rules: { layers: layersRule } };
