/** The window's only way out: three functions, none of which names a channel, a file or a module of its choice. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { AppEvent } from '../shared/appEvents.ts';
import type { BoxwrightBridge } from '../shared/bridge.ts';
import { channels } from '../shared/channels.ts';

const bridge: BoxwrightBridge = {
  // The shell parses name and arguments; what comes back has the type that the contract gives it.
  call: (name, args) => ipcRenderer.invoke(channels.call, name, args),
  onEvent: (listener) => {
    // The first argument could send to any channel, so it stays here.
    const hear = (_: unknown, event: AppEvent) => listener(event);
    ipcRenderer.on(channels.event, hear);
    return () => void ipcRenderer.off(channels.event, hear);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('boxwright', bridge);
