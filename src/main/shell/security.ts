/** What the window may not do, in one place. What it may is the contract, and pictures by id. */
import { app, protocol } from 'electron';
import type { Session, WebContents, WebFrameMain, WebPreferences } from 'electron';
import { pageOrigin } from '../../shared/channels.ts';

/** Before the app is ready: later is too late for both. */
export function lockDown(): void {
  // As root Chromium runs without its sandbox or not at all; whoever starts it so says so (--no-sandbox).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // 'standard' gives addresses an origin; without 'secure' the page could not use what browsers keep for https.
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'app-image', privileges },
  ]);
  app.on('web-contents-created', (_, contents) => refuseToLeave(contents));
}

/** The page stays what it is: it goes nowhere, opens nothing and embeds nothing. */
function refuseToLeave(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** No camera, no place, no notifications, no device; nothing from the network or by path. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  const elsewhere = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);
  session.webRequest.onBeforeRequest({ urls: elsewhere }, (_, answer) => answer({ cancel: true }));
}

export function safePreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    navigateOnDragDrop: false,
    // It would fetch dictionaries from the network.
    spellcheck: false,
  };
}

/** Whether a call comes from our own page, in the main frame of our own window. */
export function isOurPage(frame: WebFrameMain | null, window: WebContents): boolean {
  return frame !== null && frame === window.mainFrame && frame.url.startsWith(`${pageOrigin}/`);
}
