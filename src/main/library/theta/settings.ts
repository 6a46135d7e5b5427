/**
 * theta as a person set it, or as the run has it. The two kinds of maps have thresholds of different meaning, so each kind
 * keeps its own: a project whose boxes become refined, or are those of an unrefined run again, mixes nothing up.
 */
import { z } from 'zod';
import type { ThetaState } from '../../../shared/appDomain.ts';
import type { RunRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import { mapKinds, type MapKind } from '../../../shared/scoreMap.ts';
import { isRefined, modelRun } from '../runs/runViews.ts';
import type { Store } from '../store/store.ts';

const keys: Readonly<Record<MapKind, string>> = { activation: 'theta', probability: 'theta-of-probability' };

const storedSchema = z.object({
  /** null: the run's. */
  theta: z.number().nullable(),
  byClass: z.record(z.string(), z.number()),
});

type Stored = z.infer<typeof storedSchema>;

const paramsSchema = z.object({
  theta: z.number().optional().catch(undefined),
  refinement: z.object({ threshold: z.number() }).optional().catch(undefined),
});

function read(store: Store, kind: MapKind): Stored {
  const stored = store.settings.read(keys[kind]);
  return stored === undefined ? { theta: null, byClass: {} } : storedSchema.parse(stored);
}

/** The theta in a run's hyper-parameters; 0, the paper's, where they name none. */
export function runTheta(run: RunRecord | undefined, kind: MapKind): number {
  const params = paramsSchema.safeParse(run?.params).data;
  return (kind === 'activation' ? params?.theta : params?.refinement?.threshold) ?? 0;
}

/** theta that was chosen when the run's model learned from corrections. */
function learnedTheta(store: Store, run: RunRecord | undefined, kind: MapKind): number | undefined {
  return run && kind === 'probability' ? store.learnings.inUse(run.id)?.threshold : undefined;
}

/** The theta of every kind of map, for boxes of whatever run. */
export type Thetas = Readonly<Record<MapKind, ThetaState>>;

export function thetasOf(store: Store): Thetas {
  const run = modelRun(store) ?? store.runs.latest();
  const states = mapKinds.map((kind): [MapKind, ThetaState] => {
    const { theta, byClass } = read(store, kind);
    const given = learnedTheta(store, run, kind) ?? runTheta(run, kind);
    return [kind, { kind, theta: theta ?? given, byClass, recipeTheta: given }];
  });
  return Object.fromEntries(states) as Record<MapKind, ThetaState>;
}

/** That of the maps of the model in use. */
export function thetaState(store: Store): ThetaState {
  const run = modelRun(store);
  return thetasOf(store)[run && isRefined(run) ? 'probability' : 'activation'];
}

/** theta of a class. */
export function thetaOf({ theta, byClass }: ThetaState, classId: number): number {
  return byClass[classId] ?? theta;
}

/**
 * Of the maps of the model in use.
 * @throws BoxwrightError `bad-arguments` when theta is not in [0, 1), `not-found` when there is no such class.
 */
export function setTheta(store: Store, theta: number, classId: number | null): ThetaState {
  if (!(theta >= 0 && theta < 1))
    throw new BoxwrightError('bad-arguments', 'The threshold lies between 0 and 1, 1 left out.');
  return store.transaction(() => {
    if (classId !== null && store.classes.shownAs(classId) === undefined)
      throw new BoxwrightError('not-found', `There is no class ${classId} any more.`);
    const { kind } = thetaState(store);
    const now = read(store, kind);
    const byClass = classId === null ? now.byClass : { ...now.byClass, [classId]: theta };
    store.settings.write(keys[kind], { theta: classId === null ? theta : now.theta, byClass });
    return thetaState(store);
  });
}
