/** Projects and jobs. */
import { mkdirSync } from 'node:fs';
import type { OpenedProject } from '../../shared/appDomain.ts';
import type { Handlers } from '../../shared/contract.ts';
import { startImport } from './importJob.ts';
import { placeFor, requireClassFolders } from './newProject.ts';
import type { Service } from './service.ts';

type ProjectCall = `project.${'createFrom' | 'createFromSample' | 'open' | 'current' | 'close'}`;
type JobCall = `jobs.${'list' | 'cancel' | 'dismiss'}`;

export function projectCalls(service: Service): Pick<Handlers<'library'>, ProjectCall | JobCall> {
  const { config, queue } = service.desk;

  async function createFrom(images: string, name?: string): Promise<OpenedProject> {
    const root = await requireClassFolders(images);
    mkdirSync(config.projectsFolder, { recursive: true });
    const project = await service.open(placeFor(config.projectsFolder, root, name), { create: true });
    startImport(service.session, root);
    return project;
  }

  return {
    'project.createFrom': ({ images }) => createFrom(images),
    'project.createFromSample': () => createFrom(config.sampleFolder, 'Sample animals'),
    'project.open': ({ folder }) => service.open(folder),
    'project.current': () => service.current(),
    'project.close': async () => {
      await service.close();
      return null;
    },
    'jobs.list': () => queue.list(),
    'jobs.cancel': ({ jobId }) => {
      queue.cancel(jobId);
      return null;
    },
    'jobs.dismiss': ({ jobId }) => {
      queue.dismiss(jobId);
      return null;
    },
  };
}
