/**
 * The application's menu. On macOS it is at the top of the screen; elsewhere the window has its own title bar and
 * only the accelerators are left of it. What an entry does is the page's business: it gets the command as an event.
 */
import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/appEvents.ts';

export function setMenu(onCommand: (command: MenuCommand) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(onCommand)));
}

function menuTemplate(onCommand: (command: MenuCommand) => void): MenuItemConstructorOptions[] {
  const entry = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const isMac = process.platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        entry('New project from a folder…', 'new-project', 'CmdOrCtrl+N'),
        entry('Open project…', 'open-project', 'CmdOrCtrl+O'),
        entry('Add images…', 'add-images', 'CmdOrCtrl+I'),
        { type: 'separator' },
        entry('Export…', 'export', 'CmdOrCtrl+E'),
        { type: 'separator' },
        entry('Close project', 'close-project'),
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        withoutKey(entry('Undo', 'undo', 'CmdOrCtrl+Z')),
        withoutKey(entry('Redo', 'redo', 'CmdOrCtrl+Shift+Z')),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        entry('Images', 'images'),
        entry('Train', 'train'),
        entry('Review', 'review'),
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { label: 'Help', submenu: [entry('Keys', 'keys')] },
  ];
}

/** Shows the key but leaves it to the page, which knows whether a person is typing into a field. */
function withoutKey(item: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return { ...item, registerAccelerator: false };
}
