/** theta as a person set it, or as the recipe has it. */
import { z } from 'zod';
import type { ThetaState } from '../../../shared/appDomain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import { modelRun } from '../runs/runViews.ts';
import type { Store } from '../store/store.ts';

const key = 'theta';

const storedSchema = z.object({
  /** null: the recipe's. */
  theta: z.number().nullable(),
  byClass: z.record(z.string(), z.number()),
});

type Stored = z.infer<typeof storedSchema>;

const paramsSchema = z.object({ theta: z.number() });

function read(store: Store): Stored {
  const stored = store.settings.read(key);
  return stored === undefined ? { theta: null, byClass: {} } : storedSchema.parse(stored);
}

/** The theta in a run's hyper-parameters; 0, the paper's, where they name none. */
export function recipeTheta(params: Record<string, unknown> | undefined): number {
  return paramsSchema.safeParse(params).data?.theta ?? 0;
}

export function thetaState(store: Store): ThetaState {
  const { theta, byClass } = read(store);
  const given = recipeTheta((modelRun(store) ?? store.runs.latest())?.params);
  return { theta: theta ?? given, byClass, recipeTheta: given };
}

/** theta of a class. */
export function thetaOf({ theta, byClass }: ThetaState, classId: number): number {
  return byClass[classId] ?? theta;
}

/** @throws BoxwrightError `bad-arguments` when theta is not in [0, 1), `not-found` when there is no such class. */
export function setTheta(store: Store, theta: number, classId: number | null): ThetaState {
  if (!(theta >= 0 && theta < 1))
    throw new BoxwrightError('bad-arguments', 'theta lies between 0 and 1, 1 left out.');
  return store.transaction(() => {
    if (classId !== null && store.classes.shownAs(classId) === undefined)
      throw new BoxwrightError('not-found', `There is no class ${classId} any more.`);
    const now = read(store);
    const byClass = classId === null ? now.byClass : { ...now.byClass, [classId]: theta };
    store.settings.write(key, { theta: classId === null ? theta : now.theta, byClass });
    return thetaState(store);
  });
}
