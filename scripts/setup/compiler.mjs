import { renameSync, rmSync } from 'node:fs';
import { lastLines } from './command.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */

const INSTALL = 'On Debian and Ubuntu:\nsudo apt-get install g++';

/** The command of a C++ compiler. @param {Context} context */
export async function findCompiler(context) {
  const wished = context.env.CXX;
  for (const compiler of wished ? [wished] : ['g++', 'c++', 'clang++']) {
    const { code } = await context.run(compiler, ['--version'], { env: context.env });
    if (code === 0) return compiler;
  }
  throw new SetupProblem(
    'No C++ compiler was found; the native binding of TensorFlow is compiled on your machine.',
    {
      why: wished ? `CXX names "${wished}", which does not run.` : 'None of g++, c++ and clang++ runs.',
      remedy: wished ? 'Let CXX name a C++ compiler, or:\nunset CXX' : `Install one. ${INSTALL}`,
    },
  );
}

/** @param {Context} context @param {string} compiler @param {string[]} args @param {string} target */
export async function compile(context, compiler, args, target) {
  // A compiler that was killed leaves its half file behind; it is written over the next time.
  const temporary = `${target}.tmp`;
  const { code, output } = await context.run(compiler, [...args, '-o', temporary], {
    cwd: context.root,
    env: context.env,
  });
  if (code === 0) return renameSync(temporary, target);
  rmSync(temporary, { force: true });
  throw new SetupProblem('The native binding of TensorFlow could not be compiled.', {
    why: lastLines(output, 20),
    remedy: `${compiler} must be a complete C++17 compiler (GCC 9 or later). ${INSTALL}`,
  });
}
