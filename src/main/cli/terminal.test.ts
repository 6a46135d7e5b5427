import { expect, test, vi } from 'vitest';
import { duration, progressText, Terminal } from './terminal.ts';

/** A terminal whose words are kept, of the given width; without one it is a pipe or a file. */
function listened(json: boolean, columns?: number) {
  const said = { out: '', err: '' };
  const stdout = { write: (text: string) => (said.out += text) };
  const stderr = {
    write: (text: string) => (said.err += text),
    isTTY: columns !== undefined,
    ...(columns !== undefined && { columns }),
  };
  return { said, terminal: new Terminal(json, { stdout, stderr }) };
}

const plan = [
  { name: 'Read', weight: 1 },
  { name: 'Write', weight: 1 },
];

test('times to go are minutes and seconds, from an hour on with hours', () => {
  expect([0, 59.6, 61, 3599, 3600, 36_061].map(duration)).toEqual([
    '0:00',
    '1:00',
    '1:01',
    '59:59',
    '1:00:00',
    '10:01:01',
  ]);
});

test('a line of progress: bar, share of the whole job, stage, amount, note, time to go', () => {
  const state = { state: 'running', stage: 'Read', done: 3, total: 4, fraction: 0.375 } as const;
  expect(progressText({ ...state, etaSeconds: 100, note: 'loss 0.5' })).toBe(
    `${'█'.repeat(9)}${'░'.repeat(15)} 37 %  Read: 3 of 4, loss 0.5, 1:40 to go`,
  );
  expect(progressText({ ...state, total: null, etaSeconds: null })).toMatch(/37 % {2}Read: 3$/);
});

test('results go to stdout, remarks to stderr; with --json only the object is on stdout', () => {
  const [plain, json] = [listened(false), listened(true)];
  for (const { terminal } of [plain, json]) {
    terminal.say('3 boxes');
    terminal.note('by the way');
    terminal.sayJson({ ok: true });
  }
  expect(plain.said).toEqual({ out: '3 boxes\n', err: 'by the way\n' });
  expect(JSON.parse(json.said.out)).toEqual({ ok: true });
  expect(json.said.err).toBe('by the way\n');
});

test('on a terminal there is one bar, cut to the width, and gone before anything else is said', () => {
  const { terminal, said } = listened(false, 40);
  const follow = terminal.follow(plan);
  follow({ stage: 'Read', done: 1, total: 2 });
  expect(said.err).toBe(`\r\u001b[2K${`${'█'.repeat(6)}${'░'.repeat(18)} 25 %  Read: 1 of 2`.slice(0, 39)}`);
  terminal.say('done');
  expect(said.err.endsWith('\r\u001b[2K')).toBe(true);
  expect(said.out).toBe('done\n');
});

test('in a pipe there is a line when a stage begins and ends, and every ten seconds', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const { terminal, said } = listened(false);
    const follow = terminal.follow(plan);
    for (let done = 1; done <= 100; done += 1) {
      follow({ stage: 'Read', done, total: 100 });
      vi.advanceTimersByTime(300);
    }
    follow({ stage: 'Write', done: 1, total: 2 });
    const amounts = said.err
      .trim()
      .split('\n')
      .map((line) => /\w+: \d+ of \d+/.exec(line)?.[0]);
    // 10 s are 33.3 reports: the 35th, 69th and, at the end, the 100th.
    expect(amounts).toEqual([
      'Read: 1 of 100',
      'Read: 35 of 100',
      'Read: 69 of 100',
      'Read: 100 of 100',
      'Write: 1 of 2',
    ]);
  } finally {
    vi.useRealTimers();
  }
});
