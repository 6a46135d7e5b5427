/**
 * The one choke point for whatever the window asks. The name must be one of the contract's, the arguments must fit
 * its schema, and everything that goes wrong comes back as a value.
 */
import type { z } from 'zod';
import { contract } from '../../shared/contract.ts';
import type { CallName, Handlers, Reply } from '../../shared/contract.ts';
import { toFailure } from '../../shared/errors.ts';

export interface CallRoute {
  shell: Handlers<'shell'>;
  /** Arguments are parsed already. */
  library: (name: string, args: unknown) => Promise<Reply<unknown>>;
}

/** Calls that answer with paths of files: the shell asks them itself, a window never. */
const notForWindows: readonly CallName[] = ['images.file'];

/** What a window hears whose call the shell does not take. */
export const forbidden: Reply<never> = {
  ok: false,
  code: 'forbidden',
  message: 'The window may not ask this. It is a defect of Boxwright; nothing was changed.',
};

/** Answers a call of a window that may ask; never throws. `name` and `args` are as they came: anything at all. */
export async function answerCall(name: unknown, args: unknown, route: CallRoute): Promise<Reply<unknown>> {
  if (!isCallName(name) || notForWindows.includes(name)) return forbidden;
  const parsed = contract[name].args.safeParse(args);
  if (!parsed.success) return badArguments(name, parsed.error);
  if (!isShellCall(name)) return route.library(name, parsed.data);
  try {
    return { ok: true, value: await shellHandler(route.shell, name)(parsed.data) };
  } catch (thrown) {
    return { ...toFailure(thrown), ...stackOf(thrown) };
  }
}

type ShellCall = keyof Handlers<'shell'>;

/** An own name of the contract: not "constructor", which every object answers to. */
function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}

function isShellCall(name: CallName): name is ShellCall {
  return contract[name].answerer === 'shell';
}

/** The arguments were parsed by the schema of the same name, which TypeScript cannot follow through a variable. */
function shellHandler(handlers: Handlers<'shell'>, name: ShellCall): (args: unknown) => unknown {
  return handlers[name] as (args: unknown) => unknown;
}

function badArguments(name: CallName, error: z.ZodError): Reply<never> {
  const problems = error.issues.map(({ path, message }) => `${['arguments', ...path].join('.')}: ${message}`);
  return { ok: false, code: 'bad-arguments', message: `${name} was called wrongly. ${problems.join('. ')}` };
}

function stackOf(thrown: unknown): { details: string } | object {
  return thrown instanceof Error && thrown.stack !== undefined ? { details: thrown.stack } : {};
}
