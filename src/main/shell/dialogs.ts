/** The system's dialogs. */
import { dialog } from 'electron';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import type { CallArgs } from '../../shared/contract.ts';

type Purpose = CallArgs<'app.chooseFolder'>['purpose'];

/** Linux shows titles, macOS messages. */
const texts: Record<Purpose, { title: string; buttonLabel: string }> = {
  import: { title: 'Choose a folder with one sub-folder for each class', buttonLabel: 'Use this folder' },
  'open-project': {
    title: 'Choose a Boxwright project (a folder that ends in .boxwright)',
    buttonLabel: 'Open',
  },
  export: { title: 'Choose where the exported folder is made', buttonLabel: 'Export here' },
  relink: { title: 'Choose the folder where the images are now', buttonLabel: 'Use this folder' },
};

/** @returns the chosen folder's absolute path; null when the dialog was closed. */
export async function chooseFolder(
  window: BrowserWindow,
  purpose: Purpose,
  defaultPath: string,
): Promise<string | null> {
  const { title, buttonLabel } = texts[purpose];
  const mayMake: OpenDialogOptions['properties'] = purpose === 'export' ? ['createDirectory'] : [];
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    message: title,
    buttonLabel,
    // Projects lie where Boxwright makes them; for all else the system remembers the last folder.
    ...(purpose === 'open-project' ? { defaultPath } : {}),
    properties: ['openDirectory', ...mayMake],
  });
  return filePaths[0] ?? null;
}
