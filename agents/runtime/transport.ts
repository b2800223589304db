import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly token?: string;
  /** From the first byte out to the last byte in; longer than the platform may hold its answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
  readonly retryAfterMs?: number;
}

/** No answer, or one that is not the platform's: worth another try later. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Largest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

const readText = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Unreachable('The answer is larger than 4 MiB, so it is not from a Watchbill platform.');
    chunks.push(chunk);
  }
  // A connection that was cut in the middle of the body ends without the rest.
  if (!answer.complete) throw new Unreachable('The connection was cut in the middle of the answer.');
  return Buffer.concat(chunks).toString('utf8');
};

/** Bad gateway, unavailable, gateway timeout: a platform that starts, or the proxy before it. */
const NOT_READY: readonly number[] = [502, 503, 504];

const parseJson = (text: string, status: number): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    if (NOT_READY.includes(status)) throw new Unreachable(`it is not ready (status ${status})`);
    throw new Unreachable(`The answer (status ${status}) is not JSON, so it is not from a Watchbill platform.`);
  }
};

const retryAfterMs = (answer: IncomingMessage): number | undefined => {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
};

const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve now',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ECONNRESET: 'the connection was cut',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; name its authority in NODE_EXTRA_CA_CERTS',
};

const toUnreachable = (error: unknown): Unreachable => {
  if (error instanceof Unreachable) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Unreachable((code && WHY[code]) || message || code || 'the connection failed', { cause: error });
};

const headersOf = ({ body, token }: Exchange): Record<string, string | number> => ({
  accept: 'application/json',
  ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
});

export type Transport = (exchange: Exchange) => Promise<Answer>;

/**
 * One request, one answer, over a connection of its own: a dead one is never taken from a pool. node:http because the
 * global fetch gives up on an answer after 300 s, and a held poll may take an hour.
 */
export const createTransport = (server: string): Transport => {
  const base = new URL(server);
  const start = base.protocol === 'https:' ? httpsRequest : httpRequest;
  return async (exchange) => {
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, exchange.timeoutMs);
    exchange.signal?.addEventListener('abort', end, { once: true });
    if (exchange.signal?.aborted) end();
    try {
      const url = new URL(base.pathname.replace(/\/$/, '') + exchange.path, base);
      const options = { method: exchange.method, headers: headersOf(exchange), signal: ending.signal, agent: false as const };
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const sent: ClientRequest = start(url, options, resolve);
        sent.on('error', reject);
        // Finds a half-open connection while an answer is held.
        sent.on('socket', (socket) => socket.setKeepAlive(true, 30_000));
        sent.end(exchange.body);
      });
      const status = answer.statusCode ?? 0;
      const again = retryAfterMs(answer);
      const body = parseJson(await readText(answer), status);
      return { status, body, ...(again === undefined ? {} : { retryAfterMs: again }) };
    } catch (error) {
      if (ending.signal.aborted && !exchange.signal?.aborted)
        throw new Unreachable(`no answer within ${Math.round(exchange.timeoutMs / 1000)} s`);
      throw toUnreachable(error);
    } finally {
      clearTimeout(timer);
      exchange.signal?.removeEventListener('abort', end);
    }
  };
};
