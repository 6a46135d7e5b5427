/** Review: decisions, the way back from them, score maps, theta. */
import type { BoxChanges, ReviewReply } from '../../shared/appDomain.ts';
import type { Handlers } from '../../shared/contract.ts';
import { learnByItself, tellOfLearning } from './learnJob.ts';
import type { Service } from './service.ts';
import type { Session } from './session.ts';
import { undoState } from './undoState.ts';

type ReviewCall =
  `review.${'snapshot' | 'decide' | 'acceptAll' | 'undo' | 'redo' | 'heatmap' | 'setTheta' | 'setObjects' | 'thetaProfile' | 'confidence' | 'calibration'}`;

/** What a step did to the boxes. */
type Step = ReturnType<Session['project']['review']['decideAll']>;

function replyOf(session: Session, changes: BoxChanges, count: number, imageId: number | null): ReviewReply {
  const { project, sweep } = session;
  session.changed();
  learnByItself(session);
  return {
    changes,
    undo: undoState(project),
    theta: project.theta.state(),
    objects: project.objects.state(),
    count,
    imageId,
    pending: sweep.pending,
  };
}

function stepReply(session: Session, step: Step): ReviewReply {
  return replyOf(session, session.project.gallery.boxesOf(step.imageIds), step.count, step.imageId);
}

/** Boxes follow a choice of objects or what was learned, that was made, or taken or brought back. */
export function chosenReply(
  session: Session,
  imageIds: readonly number[],
  first: readonly number[],
): ReviewReply {
  const changes = session.sweep.follow(imageIds, first);
  return replyOf(session, changes, changes.boxes.ids.length, null);
}

export function reviewCalls(service: Service): Pick<Handlers<'library'>, ReviewCall> {
  const applied = (act: (review: Session['project']['review']) => Step) =>
    stepReply(service.session, act(service.session.project.review));
  const walked = (way: 'undo' | 'redo') => {
    const { session } = service;
    const { objects, learning } = session.project;
    const learned = learning[way]();
    if (learned) tellOfLearning(session);
    const imageIds = learned ?? objects[way]();
    if (imageIds) return chosenReply(session, imageIds, []);
    const step = session.project.review[way]();
    return step && stepReply(session, step);
  };
  return {
    'review.snapshot': () => {
      const { project } = service.session;
      const { gallery, theta, objects } = project;
      return {
        images: gallery.images(),
        boxes: gallery.boxes(),
        classes: project.classes(),
        undo: undoState(project),
        theta: theta.state(),
        objects: objects.state(),
      };
    },
    'review.decide': ({ decisions }) => applied((review) => review.decideAll(decisions)),
    'review.acceptAll': ({ boxIds }) => applied((review) => review.acceptAll(boxIds)),
    'review.undo': () => walked('undo'),
    'review.redo': () => walked('redo'),
    'review.heatmap': ({ imageId }) => {
      const map = service.session.project.scoreMap(imageId);
      return map ? { map } : null;
    },
    'review.setTheta': ({ theta, classId, first }) => {
      const { session } = service;
      session.project.theta.set(theta, classId);
      const changes = session.sweep.start(classId, first);
      return replyOf(session, changes, changes.boxes.ids.length, null);
    },
    'review.setObjects': ({ choice, classId, first }) => {
      const { session } = service;
      return chosenReply(session, session.project.objects.choose(choice, classId), first);
    },
    'review.thetaProfile': ({ classId }) => service.session.project.theta.profile(classId),
    'review.confidence': () => service.session.project.confidence.state(),
    'review.calibration': () => service.session.project.confidence.calibration(),
  };
}
