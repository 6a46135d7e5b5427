/** Processes and those that they started, by the system's own list. */
import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** Ids of a process and of all below it, the process itself first. */
export function processTree(top: number): number[] {
  const parents = process.platform === 'linux' ? parentsFromProc() : parentsFromPs();
  const tree = [top];
  for (const id of tree) {
    for (const [child, parent] of parents) if (parent === id) tree.push(child);
  }
  return tree;
}

/** As kill -9 of each: none of them hears of it. The top goes first, so it can start no others. */
export function killTree(top: number): void {
  for (const id of processTree(top)) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

/** The command line of a process; empty when it has ended. */
export function commandOf(id: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(id)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function parentsFromProc(): [number, number][] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): [number, number][] => {
      try {
        // "pid (name) state parent": the name may hold anything, brackets too.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return [[Number(name), Number(parent)]];
      } catch {
        return [];
      }
    });
}

function parentsFromPs(): [number, number][] {
  return execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
}
