/**
 * tfjs-node-gpu's native binding, compiled against the runtime at hand by calling the compiler. The declarations of
 * Node-API come from an npm package, so no headers of Node are downloaded.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, findCompiler } from './compiler.mjs';
import { shortHash } from './context.mjs';
import { readJson } from './files.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */
/** @typedef {import('./stamp.mjs').Runtime} Runtime */

const FLAGS = ['-shared', '-fPIC', '-O2', '-std=c++17', '-w', '-DNAPI_VERSION=8'];
const SOURCES = ['tfjs_backend.cc', 'tfjs_binding.cc'];
const NATIVE = fileURLToPath(new URL('native', import.meta.url));
/** Names by which the linker, the loader and TensorFlow itself ask for the two libraries. */
const LIBRARY_NAMES = ['libtensorflow.so', 'libtensorflow.so.2', 'libtensorflow_cc.so.2'];
const FRAMEWORK_NAMES = ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'];

export const binding = {
  title: 'native binding',
  hint: 'the C++ compiler, about 15 s',

  /** @param {Context} context @param {Stamp} stamp */
  done: (context, stamp) =>
    stamp.runtime !== undefined &&
    stamp.binding === bindingKey(context, stamp.runtime) &&
    existsSync(bindingFile(context)) &&
    existsSync(join(libraryFolder(context), 'libtensorflow_framework.so.2')),

  /** @param {Context} context @param {Stamp} stamp @returns {Promise<Stamp>} */
  async run(context, { runtime }) {
    if (!runtime) throw new Error('The binding comes after the runtime.');
    if (runtime.source !== 'own') linkRuntime(context, runtime);
    await build(context, runtime).catch((problem) => {
      // The package's own download may have brought a binding along.
      if (runtime.source !== 'own' || !existsSync(bindingFile(context))) throw problem;
    });
    // What was checked was another binding.
    return { binding: bindingKey(context, runtime), check: undefined };
  },
};

/** @param {Context} context */
function packageFolder({ root }) {
  return join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
}

/** @param {Context} context */
function libraryFolder(context) {
  return join(packageFolder(context), 'deps', 'lib');
}

/** @param {Context} context */
function bindingFile(context) {
  return join(packageFolder(context), 'lib', 'napi-v8', 'tfjs_binding.node');
}

/** @param {Context} context @param {Runtime} runtime */
function bindingKey(context, runtime) {
  const { version } = readJson(join(packageFolder(context), 'package.json')) ?? {};
  const ours = ['quietStart.cc', 'quietEnd.cc'].map((name) => readFileSync(join(NATIVE, name), 'utf8'));
  return shortHash([version, FLAGS, ours, runtime.id, runtime.library]);
}

/** Puts the runtime where the binding looks for it; each link is replaced in one go. @param {Context} context @param {Runtime} runtime */
function linkRuntime(context, runtime) {
  const folder = libraryFolder(context);
  mkdirSync(folder, { recursive: true });
  /** @type {[string[], string][]} */
  const links = [
    [LIBRARY_NAMES, runtime.library],
    [FRAMEWORK_NAMES, runtime.framework],
  ];
  for (const [names, target] of links) {
    for (const name of names) {
      const temporary = join(folder, `${name}.${process.pid}.tmp`);
      rmSync(temporary, { force: true });
      symlinkSync(target, temporary);
      renameSync(temporary, join(folder, name));
    }
  }
}

/** @param {Context} context @param {Runtime} runtime */
async function build(context, runtime) {
  const compiler = await findCompiler(context);
  const target = bindingFile(context);
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  const quiet = ['-Wl,-z,initfirst', join(NATIVE, 'quietStart.cc')];
  await compile(context, compiler, [...FLAGS, ...quiet], join(folder, 'libboxwright_quiet.so'));
  await compile(context, compiler, bindingArguments(context, runtime), target);
}

/** @param {Context} context @param {Runtime} runtime */
function bindingArguments(context, runtime) {
  const modules = join(context.root, 'node_modules');
  const headers = [
    join(modules, 'node-api-headers', 'include'),
    runtime.include,
    join(modules, '@tensorflow'),
  ];
  const sources = SOURCES.map((name) => join(packageFolder(context), 'binding', name));
  return [
    ...FLAGS,
    ...headers.map((folder) => `-I${folder}`),
    ...sources,
    join(NATIVE, 'quietEnd.cc'),
    ...[dirname(bindingFile(context)), libraryFolder(context)].map((folder) => `-L${folder}`),
    ...['-lboxwright_quiet', '-ltensorflow', '-ltensorflow_framework'],
    // Relative to the binding, so that a checkout can be moved.
    '-Wl,-rpath,$ORIGIN:$ORIGIN/../../deps/lib',
  ];
}
