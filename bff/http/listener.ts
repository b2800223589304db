import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
}

/** The server's port, held from the first moment: a port that is taken is found out before anything else is started. */
export interface Listener {
  /** Until this is called every request is answered 503. */
  readonly serve: (app: RequestListener) => void;
  /** No new connections; the requests under way are finished, for at most `graceMs`. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Time for a client to send its headers: shorter than any proxy's patience, long enough for a bad line. */
const HEADERS_TIMEOUT_MS = 20_000;
/** Connections that wait to be accepted: a fleet that comes back is not turned away while one request takes long (at most `somaxconn`, 4096). */
const BACKLOG = 4096;

const starting: RequestListener = (_, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('Watchbill is starting.\n');
};

export async function listen(options: ListenOptions): Promise<Listener> {
  let handler = starting;
  const server = createServer(options, (request, response) => handler(request, response));
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(whyNot(options, error), { cause: error })));
    server.listen(options.port, options.host, BACKLOG, resolve);
  });
  return {
    serve: (app) => {
      handler = app;
    },
    close: (graceMs) => close(server, graceMs),
  };
}

function createServer({ tls }: ListenOptions, listener: RequestListener): Server {
  if (tls === undefined) return createHttpServer(listener);
  return createHttpsServer({ cert: read(tls.certFile, 'TLS_CERT'), key: read(tls.keyFile, 'TLS_KEY') }, listener);
}

function read(file: string, variable: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`${variable}: ${file} cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}

function whyNot({ host, port }: ListenOptions, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return `port ${port} on ${host} is taken by another program; stop it or set PORT to another port`;
  if (error.code === 'EACCES') return `port ${port} may not be used by this user; set PORT to 1024 or higher`;
  if (error.code === 'EADDRNOTAVAIL') return `${host} is not an address of this machine; set HOST to one that is`;
  return `cannot listen on ${host}, port ${port}: ${error.message}`;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
