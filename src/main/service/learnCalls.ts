/** Learning from corrections. */
import type { Handlers } from '../../shared/contract.ts';
import { learnByItself, startLearning, tellOfLearning } from './learnJob.ts';
import { chosenReply } from './reviewCalls.ts';
import type { Service } from './service.ts';

type LearnCall = `learn.${'state' | 'start' | 'takeBack' | 'setAutomatic'}`;

export function learnCalls(service: Service): Pick<Handlers<'library'>, LearnCall> {
  return {
    'learn.state': () => service.session.project.learning.state(),
    'learn.start': () => startLearning(service.session),
    'learn.takeBack': () => {
      const { session } = service;
      const reply = chosenReply(session, session.project.learning.takeBack(), []);
      tellOfLearning(session);
      return reply;
    },
    'learn.setAutomatic': ({ isAutomatic }) => {
      const { session } = service;
      session.project.learning.setAutomatic(isAutomatic);
      learnByItself(session);
      return session.project.learning.state();
    },
  };
}
