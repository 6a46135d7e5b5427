/** Images: adding them, finding moved ones, and showing them. */
import type { Handlers } from '../../shared/contract.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { startImport, startRelink } from './importJob.ts';
import { requireClassFolders } from './newProject.ts';
import type { Service } from './service.ts';

type ImageCall = `images.${'add' | 'relink' | 'problems' | 'record' | 'file'}`;

export function imageCalls(service: Service): Pick<Handlers<'library'>, ImageCall> {
  return {
    'images.add': async ({ folder }) => {
      const { session } = service;
      const root = await requireClassFolders(folder);
      session.requireOpen();
      return startImport(session, root);
    },
    'images.relink': ({ to }) => startRelink(service.session, to),
    'images.problems': () => service.session.project.problemRows(),
    'images.record': ({ imageId }) => {
      const record = service.session.project.image(imageId);
      if (record) return record;
      throw new BoxwrightError('not-found', `There is no image ${imageId} in this project.`);
    },
    'images.file': ({ imageId, size }) => service.session.project.pictures.file(imageId, size),
  };
}
