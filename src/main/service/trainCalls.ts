/** Training. */
import type { Handlers } from '../../shared/contract.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { startCalibration } from './calibrateJob.ts';
import { calibrationOf } from './calibration.ts';
import { estimate } from './estimate.ts';
import type { Service } from './service.ts';
import { startTraining } from './trainJob.ts';
import { trainOverview } from './trainOverview.ts';
import { workloadOf } from './workload.ts';

type TrainCall = `train.${'overview' | 'calibrate' | 'estimate' | 'start' | 'stopAndKeep' | 'discard'}`;

export function trainCalls(service: Service): Pick<Handlers<'library'>, TrainCall> {
  return {
    'train.overview': () => trainOverview(service.session),
    'train.calibrate': () => startCalibration(service.session, 'quick'),
    'train.estimate': async ({ refine }) => {
      const { session } = service;
      const measured = await calibrationOf(session.desk, 'quick');
      return measured && estimate(await workloadOf(session, { recipe: 'quick', refine }), measured);
    },
    'train.start': (order) => startTraining(service.session, order),
    'train.stopAndKeep': ({ jobId }) => {
      service.desk.queue.stop(jobId);
      return null;
    },
    'train.discard': ({ runId }) => {
      const { session } = service;
      if (session.live?.state.runId === runId)
        throw new BoxwrightError('bad-arguments', 'This training is running. Stop it before you discard it.');
      session.project.discardRun(runId);
      session.desk.emit({ kind: 'images-changed' });
      session.changed();
      return trainOverview(session);
    },
  };
}
