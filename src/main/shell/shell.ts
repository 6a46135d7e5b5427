/** Puts the parts of the shell together: processes, window, calls, pictures, menu, quitting. */
import { app, clipboard, nativeTheme, protocol, session, shell, utilityProcess } from 'electron';
import type { BrowserWindow, WebContents } from 'electron';
import { dirname, join } from 'node:path';
import type { AppInfo } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import { channels } from '../../shared/channels.ts';
import { makeAppCalls } from './appCalls.ts';
import type { AppCallsOptions } from './appCalls.ts';
import { chooseFolder } from './dialogs.ts';
import { givenFolder } from './givenFolder.ts';
import { ImageFiles } from './imageFiles.ts';
import { makeImageHandler } from './imageProtocol.ts';
import { listenToWindow } from './ipc.ts';
import type { JsonFile } from './jsonFile.ts';
import { setMenu } from './menu.ts';
import { makePageHandler } from './pageFiles.ts';
import type { Places } from './places.ts';
import { makeStartProcess } from './processes.ts';
import type { Child, ProcessOptions } from './processes.ts';
import { RecentProjects } from './recentProjects.ts';
import { refusePermissions } from './security.ts';
import { openSettings, publicSettings } from './settings.ts';
import type { ShellSettings } from './settings.ts';
import { Supervisor, systemClock } from './supervisor.ts';
import { openWindow } from './window.ts';

/** What lives as long as the shell. */
interface Services {
  settings: JsonFile<ShellSettings>;
  supervisor: Supervisor;
  images: ImageFiles;
  recents: RecentProjects;
  projectsFolder: string;
}

/** To be called once Electron is ready. */
export function startShell(places: Places): void {
  let contents: WebContents | null = null;
  const tell = (event: AppEvent) => contents?.send(channels.event, event);
  const services = startServices(places, tell);
  nativeTheme.themeSource = services.settings.value.theme;
  protocol.handle('app', makePageHandler(places.renderer));
  protocol.handle('app-image', makeImageHandler(services.images));
  refusePermissions(session.defaultSession);
  setMenu((command) => tell({ kind: 'menu', command }));

  const window = openWindow(places.preload, places.icon, services.settings);
  contents = window.webContents;
  window.on('closed', () => {
    contents = null;
  });
  listenToWindow(() => contents, {
    shell: makeAppCalls(appCallsOptions(places, services, window, tell)),
    library: (name, args) => services.supervisor.call(name, args),
  });
  const openGiven = (args: readonly string[], cwd: string) => {
    const folder = givenFolder(args, cwd, places.root);
    if (folder !== null) tell({ kind: 'folder-given', folder });
  };
  // Scripts of the page have run by then, so that it hears.
  contents.once('did-finish-load', () => openGiven(process.argv, process.cwd()));
  app.on('second-instance', (_event, args, cwd) => {
    bringForward(window);
    openGiven(args, cwd);
  });
  quitInOrder(async () => {
    if (!window.isDestroyed()) window.hide();
    services.recents.flush();
    await services.supervisor.quit();
  });
}

function startServices(places: Places, tell: (event: AppEvent) => void): Services {
  const userData = app.getPath('userData');
  const projectsFolder =
    process.env['BOXWRIGHT_PROJECTS_FOLDER'] ?? join(app.getPath('documents'), 'Boxwright');
  const supervisor = new Supervisor({
    start: processStarter(places),
    config: { projectsFolder, sampleFolder: places.sampleFolder, cacheFolder: join(userData, 'machine') },
    clock: systemClock,
    onEvent: (event) => {
      // First who knows where pictures are, which changes with the project; then who asks for pictures.
      images.hear(event);
      recents.hear(event);
      tell(event);
    },
  });
  const images = new ImageFiles((name, args) => supervisor.call(name, args));
  const thumbnail = (imageId: number) => images.find({ imageId, size: 'thumb' });
  const recents = new RecentProjects({ userData, thumbnail, now: () => new Date() });
  supervisor.start();
  return { settings: openSettings(userData), supervisor, images, recents, projectsFolder };
}

function appCallsOptions(
  places: Places,
  { settings, recents, projectsFolder }: Services,
  window: BrowserWindow,
  tell: (event: AppEvent) => void,
): AppCallsOptions {
  return {
    info: {
      version: places.version,
      electron: process.versions.electron,
      platform: process.platform as AppInfo['platform'],
    },
    settings,
    recents,
    chooseFolder: (purpose) => chooseFolder(window, purpose, projectsFolder),
    showInFolder: (path) => {
      shell.showItemInFolder(path);
    },
    copyText: (text) => clipboard.writeText(text),
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme;
      tell({ kind: 'settings', settings: publicSettings(settings.value) });
    },
  };
}

function processStarter(places: Places): (which: 'library' | 'engine') => Child {
  const start = makeStartProcess({ versions: process.versions, utilityProcess, node: places.node });
  const options: Record<'library' | 'engine', ProcessOptions> = {
    library: {
      entry: places.libraryEntry,
      name: 'Boxwright library',
      // Thumbnails and file reads share these threads with whatever else waits for the disk.
      env: { UV_THREADPOOL_SIZE: '8' },
    },
    engine: {
      entry: places.engineEntry,
      name: 'Boxwright engine',
      // TensorFlow tells of processor features at every start; errors are what a failed job has to show.
      env: { TF_CPP_MIN_LOG_LEVEL: '2', BOXWRIGHT_RESOURCES: dirname(places.sampleFolder) },
    },
  };
  return (which) => start(options[which]);
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Electron ends only after `finish`, however it was asked to quit. */
function quitInOrder(finish: () => Promise<void>): void {
  let state: 'running' | 'finishing' | 'finished' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (state === 'finished') return;
    event.preventDefault();
    if (state === 'finishing') return;
    state = 'finishing';
    void finish().finally(() => {
      state = 'finished';
      app.quit();
    });
  });
}
