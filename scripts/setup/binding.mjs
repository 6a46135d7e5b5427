/**
 * tfjs-node-gpu's native binding, compiled against the runtime at hand: two files, one call of the compiler. The
 * declarations of Node-API come from an npm package, so no headers of Node are downloaded.
 */
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './command.mjs';
import { shortHash } from './context.mjs';
import { readJson } from './files.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */
/** @typedef {import('./stamp.mjs').Runtime} Runtime */

const FLAGS = ['-shared', '-fPIC', '-O2', '-std=c++17', '-w', '-DNAPI_VERSION=8'];
const SOURCES = ['tfjs_backend.cc', 'tfjs_binding.cc'];
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
    // The package's own download lies in the library folder already and may have brought its binding along.
    if (runtime.source !== 'own') linkRuntime(context, runtime);
    if (runtime.source !== 'own' || !existsSync(bindingFile(context))) await compile(context, runtime);
    return { binding: bindingKey(context, runtime) };
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
  return shortHash([version, FLAGS, runtime.id, runtime.library]);
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
async function compile(context, runtime) {
  const compiler = await findCompiler(context);
  const target = bindingFile(context);
  const temporary = `${target}.${process.pid}.tmp`;
  mkdirSync(join(target, '..'), { recursive: true });
  const args = compilerArguments(context, runtime, temporary);
  const { code, output } = await context.run(compiler, args, { cwd: context.root, env: context.env });
  if (code === 0) return renameSync(temporary, target);
  rmSync(temporary, { force: true });
  throw new SetupProblem('The native binding of TensorFlow could not be compiled.', {
    why: lastLines(output, 20),
    remedy: `${compiler} must be a complete C++17 compiler (GCC 9 or later). On Debian and Ubuntu:\nsudo apt-get install g++`,
  });
}

/** @param {Context} context @param {Runtime} runtime @param {string} target */
function compilerArguments(context, runtime, target) {
  const modules = join(context.root, 'node_modules');
  return [
    ...FLAGS,
    ...[
      '-I',
      join(modules, 'node-api-headers', 'include'),
      '-I',
      runtime.include,
      '-I',
      join(modules, '@tensorflow'),
    ],
    ...SOURCES.map((name) => join(packageFolder(context), 'binding', name)),
    ...['-L', libraryFolder(context), '-ltensorflow', '-ltensorflow_framework'],
    // Relative to the binding, so that a checkout can be moved.
    ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', target],
  ];
}

/** @param {Context} context */
async function findCompiler(context) {
  const wished = context.env.CXX;
  for (const compiler of wished ? [wished] : ['g++', 'c++', 'clang++']) {
    const { code } = await context.run(compiler, ['--version'], { env: context.env });
    if (code === 0) return compiler;
  }
  throw new SetupProblem(
    'No C++ compiler was found; the native binding of TensorFlow is compiled on your machine.',
    {
      why: wished ? `CXX names "${wished}", which does not run.` : 'None of g++, c++ and clang++ runs.',
      remedy: 'Install one, on Debian and Ubuntu with:\nsudo apt-get install g++',
    },
  );
}
