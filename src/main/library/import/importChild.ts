/** Imports a folder in a process of its own, for tests that kill it: PROJECT ROOT KILL_AT. */
import { kill, pid } from 'node:process';
import { Project } from '../project.ts';

const [project = '', root = '', killAt = '0'] = process.argv.slice(2);
let asked = 0;

/** Import asks between files whether it was cancelled; at the chosen time it gets no answer. */
const signal = {
  get aborted() {
    asked += 1;
    if (asked === Number(killAt)) kill(pid, 'SIGKILL');
    return false;
  },
} as AbortSignal;

using opened = Project.open(project, { create: true });
process.stdout.write('opened\n');
await opened.importFolder(root, { signal });
