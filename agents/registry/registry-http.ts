import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { backOffMs } from '../runtime/back-off.ts';
import type { Random, Wait } from '../runtime/clock.ts';
import { RegistryProblem } from './registry-problem.ts';

export interface RegistryRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RegistryHttpParts {
  readonly wait: Wait;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
  /** An answer is given up when nothing of it comes for this long. */
  readonly silenceMs?: number;
}

export interface RegistryHttp {
  /** The answer while it arrives, redirects followed; tried again while that may help. Throws `RegistryProblem`. */
  readonly open: (asked: RegistryRequest) => Promise<IncomingMessage>;
}

const SILENCE_MS = 60_000;
const MOST_REDIRECTS = 5;
const ATTEMPTS = 4;
/** Whoever asks for a longer pause is not waited for. */
const LONGEST_PAUSE_MS = 60_000;
const PAUSES = { minMs: 200, baseMs: 1000, maxMs: 10_000 };
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve now',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ECONNRESET: 'the connection was cut',
  EPROTO: 'it does not speak TLS; if that is meant so, say --plain-http',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; if that is meant so, say --plain-http',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS; if that is meant so, say --plain-http',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; name its authority in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of its certificate is not known; name it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of its certificate is not known; name it in NODE_EXTRA_CA_CERTS',
};

/** What does not become better by itself within seconds. */
const LASTING = /^(ENOTFOUND|EPROTO|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS)/;

const toProblem = (error: unknown, { host }: URL): RegistryProblem => {
  if (error instanceof RegistryProblem) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isPassing = !LASTING.test(code);
  return new RegistryProblem('registry-unreachable', `${host} cannot be reached: ${WHY[code] ?? message}.`, { cause: error, isPassing });
};

const send = ({ url, method = 'GET', headers, body }: RegistryRequest, { signal, silenceMs = SILENCE_MS }: RegistryHttpParts) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = start(url, { method, headers, agent: false, ...(signal && { signal }) }, resolve);
    sent.on('error', (error) => reject(toProblem(error, url)));
    const silent = `${url.host} kept silent for ${Math.round(silenceMs / 1000)} s.`;
    sent.setTimeout(silenceMs, () => sent.destroy(new RegistryProblem('registry-unreachable', silent, { isPassing: true })));
    sent.end(body);
  });

/** Seconds or a date (RFC 9110 §10.2.3); a date is not worth a clock here. */
const pauseOf = (answer: IncomingMessage): number | undefined => {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
};

const passingProblem = (answer: IncomingMessage, { host }: URL): RegistryProblem | undefined => {
  const status = answer.statusCode ?? 0;
  if (status !== 429 && status < 500) return undefined;
  answer.destroy();
  const retryAfterMs = pauseOf(answer);
  const more = { isPassing: true, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  if (status !== 429) return new RegistryProblem('registry-unreachable', `${host} answers with status ${status}.`, more);
  return new RegistryProblem('registry-busy', `${host} takes no more requests for now (status 429). Sign in, or try again later.`, more);
};

/** Where a redirect leads. What proves who asks goes to no other host than the one that was asked. */
const follow = (asked: RegistryRequest, location: string | undefined): RegistryRequest => {
  const refuse = (why: string): RegistryProblem => new RegistryProblem('registry-unreachable', `${asked.url.host} ${why}.`);
  if (location === undefined || !URL.canParse(location, asked.url)) throw refuse('redirects to nowhere');
  const url = new URL(location, asked.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('redirects to something that is no web address');
  if (asked.url.protocol === 'https:' && url.protocol === 'http:') throw refuse('redirects to an address without TLS');
  const { authorization: _, ...others } = asked.headers;
  return { ...asked, url, headers: url.origin === asked.url.origin ? asked.headers : others };
};

const openOnce = async (first: RegistryRequest, parts: RegistryHttpParts): Promise<IncomingMessage> => {
  let asked = first;
  for (let redirects = 0; ; redirects++) {
    const answer = await send(asked, parts);
    const problem = passingProblem(answer, asked.url);
    if (problem) throw problem;
    if (asked.method === 'POST' || !REDIRECTS.has(answer.statusCode ?? 0)) return answer;
    answer.destroy();
    if (redirects === MOST_REDIRECTS) throw new RegistryProblem('registry-unreachable', `${first.url.host} redirects in circles.`);
    asked = follow(asked, answer.headers.location);
  }
};

/** HTTP as registries need it: bounded redirects and retries, a connection for each request. */
export const createRegistryHttp = (parts: RegistryHttpParts): RegistryHttp => {
  const { wait, random, signal } = parts;
  const open = async (asked: RegistryRequest): Promise<IncomingMessage> => {
    for (let failures = 1; ; failures++) {
      try {
        return await openOnce(asked, parts);
      } catch (error) {
        if (signal?.aborted || !(error instanceof RegistryProblem) || !error.isPassing || failures === ATTEMPTS) throw error;
        const pauseMs = error.retryAfterMs ?? backOffMs(failures, PAUSES, random);
        if (pauseMs > LONGEST_PAUSE_MS) throw error;
        await wait(pauseMs, signal);
      }
    }
  };
  return { open };
};

/** The whole body, of at most so many bytes. */
export const readBody = async (answer: IncomingMessage, { host }: URL, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new RegistryProblem('registry-unreachable', `The answer of ${host} is larger than ${most} bytes.`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof RegistryProblem) throw error;
    const cut = `${host} cut the connection in the middle of its answer.`;
    throw new RegistryProblem('registry-unreachable', cut, { cause: error, isPassing: true });
  }
  return Buffer.concat(chunks);
};
