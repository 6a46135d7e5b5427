/** This process's line to the one that started it, whichever of two ways that was. */
import type { Port } from '../shared/port.ts';

/** What Electron gives to a utility process; a plain fork of Node has `process.send` instead. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  start?(): void;
}

/** @throws Error when this process was started by neither. */
export function processPort(): Port {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) return utilityPort(parentPort);
  if (process.send) return forkPort();
  throw new Error('This program is a part of Boxwright and is started by it.');
}

function utilityPort(parent: ParentPort): Port {
  return {
    post: (message) => parent.postMessage(message),
    onMessage: (listener) => {
      parent.on('message', ({ data }) => listener(data));
    },
    // Electron ends its utility processes itself.
    onClose: () => undefined,
    close: () => process.exit(0),
  };
}

function forkPort(): Port {
  return {
    post: (message) => {
      // After the other side has gone there is nobody to tell, and an error would only hide why.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
    onClose: (listener) => {
      process.on('disconnect', listener);
    },
    close: () => {
      if (process.connected) process.disconnect();
    },
  };
}
