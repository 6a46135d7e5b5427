/** Serves the window's own page, app://boxwright/index.html, and what it loads; nothing else. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageOrigin } from '../../shared/channels.ts';

/** Nothing is allowed but what is named: scripts and styles of our own, pictures by id, no network at all. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' app-image: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  /** Parts of its path below the renderer's folder. */
  parts: string[];
  type: string;
}

/**
 * @returns null for an address that is not of our page, that could lead out of its folder, or whose kind of file
 *   the page does not have.
 */
export function parsePageUrl(url: string): PageFile | null {
  if (!url.startsWith(`${pageOrigin}/`)) return null;
  const path = url.slice(pageOrigin.length + 1).replace(/[?#].*$/, '');
  const parts = path.split('/');
  const type = types[extname(path)];
  // Neither escapes nor '..' nor hidden files: no name that the build gives needs them.
  return type && parts.every((part) => /^\w[\w.-]*$/.test(part)) ? { parts, type } : null;
}

/** @param folder absolute path of the built renderer. */
export function makePageHandler(folder: string): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET') return new Response(null, { status: 405 });
    const file = parsePageUrl(url);
    const bytes = file && (await readFile(join(folder, ...file.parts)).catch(() => null));
    if (!bytes) return new Response(null, { status: 404 });
    return new Response(bytes, {
      headers: {
        'content-type': file.type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      },
    });
  };
}
