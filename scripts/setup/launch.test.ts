import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** A process that launches `program` the way scripts/run.mjs does. */
function launcher(program: string): ChildProcess {
  const module = new URL('launch.mjs', import.meta.url).href;
  const options = `{ cwd: process.cwd(), env: process.env }`;
  const script = `import { launch } from '${module}';
    process.exitCode = await launch(process.execPath, ['-e', ${JSON.stringify(program)}], ${options});`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('the exit code is passed on', async () => {
  expect(await once(launcher('process.exit(7)'), 'exit')).toEqual([7, null]);
});

test("TensorFlow's chatter is off unless it is asked for", async () => {
  const child = launcher('process.exit(Number(process.env.TF_CPP_MIN_LOG_LEVEL))');
  expect(await once(child, 'exit')).toEqual([2, null]);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the child, which ends in its own time',
  async (signal) => {
    const child = launcher(`
    process.on('${signal}', () => setTimeout(() => process.exit(3), 100));
    setInterval(() => {}, 1000);
    console.log('ready');`);
    await once(child.stdout!, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([3, null]);
  },
);

test('a child that is killed gives the exit code that shells give', async () => {
  expect(await once(launcher("process.kill(process.pid, 'SIGKILL')"), 'exit')).toEqual([137, null]);
});
