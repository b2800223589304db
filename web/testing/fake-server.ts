// Serves the built console (npx vite build) with the fake API: node --import tsx web/testing/fake-server.ts [port] [state]
// state: signed-out, empty, failing. For looking at pages; not part of the product.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createFakeApi } from './fake-api.ts';
import type { FakeState } from './fake-state.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const DIST = join(import.meta.dirname, '../../dist/web');

const STATES: Record<string, Partial<FakeState>> = {
  'signed-out': { signedIn: false },
  empty: { schedules: [], scans: [], appliances: [], launches: [], packages: [], rollouts: [], images: [], containers: [], sensors: [] },
  failing: {
    failing: [
      '/scans',
      '/schedules',
      '/appliances',
      '/launches',
      '/calendar',
      '/packages',
      '/rollouts',
      '/images',
      '/containers',
      '/sensors',
    ],
  },
};

function toRequest(req: IncomingMessage, origin: string): Request {
  const method = req.method ?? 'GET';
  const headers = Object.entries(req.headersDistinct).map(([name, values]): [string, string] => [name, values?.join(', ') ?? '']);
  if (method === 'GET' || method === 'HEAD') return new Request(`${origin}${req.url}`, { method, headers });
  return new Request(`${origin}${req.url}`, {
    method,
    headers,
    body: Readable.toWeb(req) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
}

async function answer(response: Response, res: ServerResponse): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void res.end();
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  res.on('close', () => body.destroy());
  body.on('error', () => res.end());
  body.pipe(res);
}

/** A file of the build; any other address is the page, under the product's own policy. */
function file(path: string, res: ServerResponse): void {
  const wanted = join(DIST, path);
  const isFile = extname(path) !== '' && wanted.startsWith(DIST) && existsSync(wanted);
  if (isFile)
    return void res.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(wanted));
  const nonce = randomUUID();
  const html = readFileSync(join(DIST, 'index.html'), 'utf8').replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`);
  const policy = `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; object-src 'none'; base-uri 'none'`;
  res.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html);
}

/** Starts the fake on a port; the returned function stops it. */
export function startFakeServer(port: number, changes: Partial<FakeState> = {}) {
  const api = createFakeApi(changes);
  const origin = `http://127.0.0.1:${port}`;
  const server = createServer((req, res) => {
    if (!req.url?.startsWith('/api/')) return file(new URL(req.url ?? '/', origin).pathname, res);
    api.handle(toRequest(req, origin)).then(
      (response) => answer(response, res),
      (error: unknown) => res.writeHead(500).end(String(error)),
    );
  });
  server.listen(port, '127.0.0.1');
  return { api, origin, stop: () => server.closeAllConnections() ?? server.close() };
}

if (process.argv[1] === import.meta.filename) {
  const { origin } = startFakeServer(Number(process.argv[2] ?? 8800), STATES[process.argv[3] ?? ''] ?? {});
  process.stdout.write(`${origin}\n`);
}
