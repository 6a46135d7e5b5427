/** What a drag from the system's file manager brings. */

/** Whether a drag brings files or folders, and not a piece of this page or of another program. */
export function bringsFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes('Files') ?? false;
}

/**
 * Tells folders from files. Only while the drop is handled: what was dropped cannot be read later.
 *
 * @returns absolute paths of the folders, and the names of what is no folder.
 */
export function foldersOf(
  transfer: DataTransfer,
  pathOf: (file: File) => string,
): { paths: string[]; refused: string[] } {
  const [paths, refused]: [string[], string[]] = [[], []];
  for (const item of transfer.items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (!file) continue;
    const path = pathOf(file);
    if (path !== '' && item.webkitGetAsEntry()?.isDirectory) paths.push(path);
    else refused.push(file.name);
  }
  return { paths, refused };
}
