/** Answers app-image: addresses with the bytes of pictures. Paths never leave the shell. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { ImageFiles } from './imageFiles.ts';
import { parseImageUrl } from './imageUrl.ts';
import type { ImageAddress } from './imageUrl.ts';

const CHUNK_BYTES = 256 * 1024;

/** @returns what answers a request; 404 for whatever is no picture of the open project, 405 for all but GET. */
export function makeImageHandler(files: ImageFiles): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET') return new Response(null, { status: 405 });
    const address = parseImageUrl(url);
    return (address && (await respond(address, files))) ?? new Response(null, { status: 404 });
  };
}

async function respond(address: ImageAddress, files: ImageFiles): Promise<Response | null> {
  const wasKnown = files.isKnown(address);
  let opened = await openPicture(address, files);
  // What was known may have moved since; the library process knows better.
  if (!opened && wasKnown) opened = await openPicture(address, files);
  if (!opened) return null;
  return new Response(streamFile(opened.handle), {
    headers: {
      'content-type': opened.mime,
      'content-length': String(opened.size),
      // An address without a version means another picture in another project.
      'cache-control': address.isVersioned ? 'private, max-age=31536000, immutable' : 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

interface OpenedPicture {
  handle: FileHandle;
  size: number;
  mime: string;
}

/** @returns null when there is no such file; what was known of it is forgotten then. */
async function openPicture(address: ImageAddress, files: ImageFiles): Promise<OpenedPicture | null> {
  const file = await files.find(address);
  if (!file) return null;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file.path);
    const stats = await handle.stat();
    if (stats.isFile()) return { handle, size: stats.size, mime: file.mime };
  } catch {
    // Moved away, or not readable: the answer is the same as for no file.
  }
  await handle?.close();
  files.forget(address);
  return null;
}

/** Read as fast as it is taken; the file is closed at its end and when nobody wants the rest. */
function streamFile(handle: FileHandle): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
          if (bytesRead > 0) {
            controller.enqueue(buffer.subarray(0, bytesRead));
            return;
          }
          await handle.close();
          controller.close();
        } catch (error) {
          await handle.close().catch(() => undefined);
          controller.error(error);
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 1 },
  );
}
