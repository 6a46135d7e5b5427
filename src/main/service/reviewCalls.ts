/** Review: decisions, the way back from them, score maps, theta. */
import type { BoxChanges, ReviewReply } from '../../shared/appDomain.ts';
import type { Handlers } from '../../shared/contract.ts';
import type { Service } from './service.ts';
import type { Session } from './session.ts';

type ReviewCall =
  `review.${'snapshot' | 'decide' | 'acceptAll' | 'undo' | 'redo' | 'heatmap' | 'setTheta' | 'thetaProfile'}`;

/** What a step did to the boxes. */
type Step = ReturnType<Session['project']['review']['decideAll']>;

function replyOf(session: Session, changes: BoxChanges, count: number, imageId: number | null): ReviewReply {
  const { project, sweep } = session;
  session.changed();
  return {
    changes,
    undo: project.review.undoState(),
    theta: project.theta.state(),
    count,
    imageId,
    pending: sweep.pending,
  };
}

function stepReply(session: Session, step: Step): ReviewReply {
  return replyOf(session, session.project.gallery.boxesOf(step.imageIds), step.count, step.imageId);
}

export function reviewCalls(service: Service): Pick<Handlers<'library'>, ReviewCall> {
  const applied = (act: (review: Session['project']['review']) => Step) =>
    stepReply(service.session, act(service.session.project.review));
  const walked = (act: (review: Session['project']['review']) => Step | null) => {
    const step = act(service.session.project.review);
    return step && stepReply(service.session, step);
  };
  return {
    'review.snapshot': () => {
      const { project } = service.session;
      const { gallery, review, theta } = project;
      return {
        images: gallery.images(),
        boxes: gallery.boxes(),
        classes: project.classes(),
        undo: review.undoState(),
        theta: theta.state(),
      };
    },
    'review.decide': ({ decisions }) => applied((review) => review.decideAll(decisions)),
    'review.acceptAll': ({ boxIds }) => applied((review) => review.acceptAll(boxIds)),
    'review.undo': () => walked((review) => review.undo()),
    'review.redo': () => walked((review) => review.redo()),
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
    'review.thetaProfile': ({ classId }) => service.session.project.theta.profile(classId),
  };
}
