/** All calls that the library process answers. */
import type { CallsOf, Handlers, Reply } from '../../shared/contract.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { classCalls } from './classCalls.ts';
import { exportCalls } from './exportCalls.ts';
import { failureOf } from './failureDetails.ts';
import { imageCalls } from './imageCalls.ts';
import { learnCalls } from './learnCalls.ts';
import { projectCalls } from './projectCalls.ts';
import { reviewCalls } from './reviewCalls.ts';
import type { Service } from './service.ts';
import { trainCalls } from './trainCalls.ts';

export function handlersOf(service: Service): Handlers<'library'> {
  return {
    ...projectCalls(service),
    ...imageCalls(service),
    ...classCalls(service),
    ...trainCalls(service),
    ...reviewCalls(service),
    ...learnCalls(service),
    ...exportCalls(service),
  };
}

/** Answers a call by name, whose arguments the shell has checked. Never throws: failures are values. */
export async function answer(
  handlers: Handlers<'library'>,
  name: string,
  args: unknown,
): Promise<Reply<unknown>> {
  try {
    if (!Object.hasOwn(handlers, name))
      throw new BoxwrightError('bad-arguments', `There is no call "${name}".`);
    const handler = handlers[name as CallsOf<'library'>] as (args: unknown) => unknown;
    return { ok: true, value: await handler(args) };
  } catch (error) {
    return failureOf(error);
  }
}
