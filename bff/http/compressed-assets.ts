import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { RequestHandler } from 'express';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** `index-B7f3xQ2a.js`: a name that holds a hash of the content, so that it never changes. */
export const HASHED_ASSET = /^\/assets\/[\w.-]+-[\w-]{8}\.\w+$/;

export const IMMUTABLE = 'public, max-age=31536000, immutable';

const compress = promisify(brotliCompress);
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Sends the console's scripts and styles compressed; each is compressed once and kept. Whatever it does not know goes on. */
export function compressedAssets(webFolder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer | undefined>>();
  const load = async (path: string) => {
    const file = await readFile(join(webFolder, path)).catch(() => undefined);
    return file === undefined ? undefined : compress(file, QUALITY);
  };
  return async (req, res, next) => {
    const type = TYPES[extname(req.path)];
    if (req.method !== 'GET' || type === undefined || !HASHED_ASSET.test(req.path) || req.acceptsEncodings('br') !== 'br') return next();
    let body = kept.get(req.path);
    if (body === undefined) {
      body = load(req.path);
      kept.set(req.path, body);
    }
    const compressed = await body;
    if (compressed === undefined) {
      kept.delete(req.path);
      return next();
    }
    res.set({ 'Content-Type': type, 'Content-Encoding': 'br', Vary: 'Accept-Encoding', 'Cache-Control': IMMUTABLE });
    res.end(compressed);
  };
}
