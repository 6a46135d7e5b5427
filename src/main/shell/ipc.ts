/** The window's calls come in here, and only those of our own page. */
import { ipcMain } from 'electron';
import type { WebContents } from 'electron';
import { channels } from '../../shared/channels.ts';
import { answerCall, forbidden } from './calls.ts';
import type { CallRoute } from './calls.ts';
import { isOurPage } from './security.ts';

/** @param window gives the web contents of our window; null while there is none. */
export function listenToWindow(window: () => WebContents | null, route: CallRoute): void {
  ipcMain.handle(channels.call, ({ senderFrame }, name: unknown, args: unknown) => {
    const contents = window();
    return contents && isOurPage(senderFrame, contents) ? answerCall(name, args, route) : forbidden;
  });
}
