/** The one window. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { pageOrigin } from '../../shared/channels.ts';
import type { JsonFile } from './jsonFile.ts';
import { safePreferences } from './security.ts';
import type { ShellSettings } from './settings.ts';
import { frameColours, placeWindow, TITLE_BAR_HEIGHT } from './windowLook.ts';

/** Opens it where it was last and shows it once it has something to show. */
export function openWindow(preload: string, icon: string, settings: JsonFile<ShellSettings>): BrowserWindow {
  const state = settings.value.window;
  const areas: Rectangle[] = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(state?.bounds ?? null, areas),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Boxwright',
    // Windows and macOS take it from the program itself.
    ...(process.platform === 'linux' && { icon }),
    webPreferences: safePreferences(preload),
    ...frameOptions(),
  });
  window.once('ready-to-show', () => {
    if (state?.isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const last = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    settings.set({ ...settings.value, window: last });
  });
  // Everything that matters is kept by the library process: the page only has to ask again.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
  });
  followTheme(window);
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}

/** The page draws the title bar; the system draws the buttons of the window into it. */
function frameOptions(): BrowserWindowConstructorOptions {
  const { background, symbols } = frameColours(nativeTheme.shouldUseDarkColors);
  return {
    titleBarStyle: 'hidden',
    titleBarOverlay: { color: background, symbolColor: symbols, height: TITLE_BAR_HEIGHT },
    backgroundColor: background,
    autoHideMenuBar: true,
  };
}

function followTheme(window: BrowserWindow): void {
  const follow = () => {
    const { background, symbols } = frameColours(nativeTheme.shouldUseDarkColors);
    window.setBackgroundColor(background);
    if (process.platform !== 'darwin') window.setTitleBarOverlay({ color: background, symbolColor: symbols });
  };
  nativeTheme.on('updated', follow);
  window.on('closed', () => nativeTheme.off('updated', follow));
}
