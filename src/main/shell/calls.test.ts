import { expect, test, vi } from 'vitest';
import { contract } from '../../shared/contract.ts';
import type { Handlers } from '../../shared/contract.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { answerCall } from './calls.ts';
import type { CallRoute } from './calls.ts';

function makeRoute(own: Partial<Handlers<'shell'>> = {}) {
  const library = vi.fn<CallRoute['library']>(() => Promise.resolve({ ok: true, value: 'from the library' }));
  const shell: Handlers<'shell'> = {
    'app.info': () => ({ version: '1.2.3', electron: '45.0.0', platform: 'linux' }),
    'app.settings': () => ({ theme: 'dark' }),
    'app.changeSettings': ({ theme = 'system' }) => ({ theme }),
    'app.recentProjects': () => [],
    'app.forgetProject': () => [],
    'app.chooseFolder': () => null,
    'app.showInFolder': () => null,
    'app.copyText': () => null,
    ...own,
  };
  return { shell, library };
}

test('the shell answers its own calls, the library process all others', async () => {
  const route = makeRoute();
  expect(await answerCall('app.settings', {}, route)).toEqual({ ok: true, value: { theme: 'dark' } });
  expect(route.library).not.toHaveBeenCalled();

  expect(await answerCall('project.open', { folder: '/birds' }, route)).toEqual({
    ok: true,
    value: 'from the library',
  });
  expect(route.library).toHaveBeenCalledExactlyOnceWith('project.open', { folder: '/birds' });
});

test('what goes on is what the schema made of the arguments', async () => {
  const route = makeRoute();
  await answerCall('classes.rename', { classId: 4, name: '  ibis ' }, route);
  expect(route.library).toHaveBeenCalledWith('classes.rename', { classId: 4, name: 'ibis' });
});

test.each([
  'no.such.call',
  'constructor',
  'toString',
  '__proto__',
  '',
  null,
  undefined,
  42,
  ['app.info'],
  { toString: () => 'app.info' },
  // Its answer is a path.
  'images.file',
])('%j is no call of a window', async (name) => {
  const route = makeRoute();
  expect(await answerCall(name, {}, route)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(route.library).not.toHaveBeenCalled();
});

test.each([
  ['project.open', {}, 'arguments.folder'],
  ['project.open', { folder: '' }, 'arguments.folder'],
  ['project.open', { folder: 7 }, 'arguments.folder'],
  ['project.open', { folder: '/birds', force: true }, 'force'],
  ['project.open', undefined, 'arguments'],
  ['project.open', '/birds', 'arguments'],
  ['app.showInFolder', { path: 'x'.repeat(5000) }, 'arguments.path'],
  ['app.chooseFolder', { purpose: 'everything' }, 'arguments.purpose'],
  ['images.record', { imageId: 1.5 }, 'arguments.imageId'],
  ['images.record', { imageId: '1; DROP TABLE image' }, 'arguments.imageId'],
  ['review.setTheta', { theta: Number.NaN, classId: null, first: [] }, 'arguments.theta'],
  ['review.decide', { decisions: [{ kind: 'accept', boxId: 1 }, { kind: 'burn' }] }, 'arguments.decisions.1'],
])('%s(%j) is refused with the name of the field', async (name, args, field) => {
  const route = makeRoute();
  const reply = await answerCall(name, args, route);
  expect(reply).toMatchObject({
    ok: false,
    code: 'bad-arguments',
    message: expect.stringContaining(field) as string,
  });
  expect(route.library).not.toHaveBeenCalled();
});

test('an expected failure of the shell keeps its code, a defect is internal; both come as values', async () => {
  const missing = makeRoute({
    'app.showInFolder': () => Promise.reject(new BoxwrightError('not-found', '/gone is not there any more.')),
  });
  expect(await answerCall('app.showInFolder', { path: '/gone' }, missing)).toMatchObject({
    ok: false,
    code: 'not-found',
    message: '/gone is not there any more.',
  });
  const broken = makeRoute({
    'app.info': () => {
      throw new TypeError('of null');
    },
  });
  expect(await answerCall('app.info', {}, broken)).toMatchObject({
    ok: false,
    code: 'internal',
    message: 'of null',
    details: expect.stringContaining('calls.test.ts') as string,
  });
});

test('every call of the contract is taken with arguments that fit, save the one that gives paths away', async () => {
  const route = makeRoute();
  const taken = await Promise.all(
    Object.keys(contract).map(async (name) => [name, await answerCall(name, {}, route)] as const),
  );
  // Without arguments some are called wrongly, which is another answer.
  const refused = taken.filter(([, reply]) => !reply.ok && reply.code === 'forbidden').map(([name]) => name);
  expect(refused).toEqual(['images.file']);
});
