/** Export. */
import { dirname, join } from 'node:path';
import type { ExportRequest } from '../../shared/appDomain.ts';
import type { Handlers } from '../../shared/contract.ts';
import { stageNames } from '../../shared/stages.ts';
import { exportProject } from '../library/export/exportProject.ts';
import { exportFormats, findFormat } from '../library/export/registry.ts';
import type { JobSpec } from './job.ts';
import type { Service } from './service.ts';
import type { Session } from './session.ts';
import { counted } from './words.ts';

type ExportCall = `export.${'formats' | 'defaultFolder' | 'preview' | 'start'}`;

function exportJob({ project }: Session, { format, ...request }: ExportRequest): JobSpec {
  return {
    kind: 'export',
    title: `Exporting ${findFormat(format).title}`,
    lane: 'library',
    plan: [{ name: stageNames.export, weight: 1 }],
    goesOn: false,
    async run({ signal, onProgress }) {
      const options = { ...request, formats: [format], signal, onProgress };
      const { folder, formats, problems } = await exportProject(project, options);
      const images = counted(formats[0]?.images ?? 0, 'image');
      const boxes = counted(formats[0]?.boxes ?? 0, 'box', 'boxes');
      const rest = problems.length > 0 ? ` ${counted(problems.length, 'image')} left out.` : '';
      return { outcome: `Exported ${images} with ${boxes}.${rest}`, folder };
    },
  };
}

export function exportCalls(service: Service): Pick<Handlers<'library'>, ExportCall> {
  return {
    'export.formats': () =>
      exportFormats.map(({ id, title, description, files }) => ({ id, title, description, files })),
    'export.defaultFolder': ({ format }) => {
      const { folder, name } = service.session.project;
      return join(dirname(folder), `${name}-${findFormat(format).id}`);
    },
    'export.preview': (request) => service.session.project.exportPreview(request),
    'export.start': (request) => service.desk.queue.add(exportJob(service.session, request)),
  };
}
