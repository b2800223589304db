import { type IncomingMessage, request } from 'node:http';
import { EngineRefused, EngineUnreachable, toEngineError } from './engine-error.ts';

export interface EngineRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** With the version of the API and the query. */
  readonly path: string;
  /** The engine is given up when it sends nothing for this long. 0: never. */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface EngineSocket {
  readonly path: string;
  /** The answer while it arrives; one that says no throws EngineRefused. */
  open(asked: EngineRequest): Promise<IncomingMessage>;
  /** The whole answer as JSON; undefined where it has no body. */
  ask(asked: EngineRequest): Promise<unknown>;
}

const SILENCE_MS = 60_000;
/** Largest answer that is held in memory: a listing of some ten thousand images. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_REFUSAL_BYTES = 64 * 1024;

const readText = async (answer: IncomingMessage, most: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      answer.destroy();
      throw new EngineUnreachable(`The engine's answer is larger than ${most} bytes.`);
    }
    chunks.push(chunk);
  }
  if (!answer.complete) throw new EngineUnreachable('The engine cut the connection in the middle of its answer.');
  return Buffer.concat(chunks).toString('utf8');
};

const refusalOf = async (answer: IncomingMessage): Promise<EngineRefused> => {
  const status = answer.statusCode ?? 0;
  const text = await readText(answer, MAX_REFUSAL_BYTES).catch(() => '');
  try {
    const { message, cause } = JSON.parse(text) as { message?: unknown; cause?: unknown };
    return new EngineRefused(status, String(message ?? cause ?? text).slice(0, 500));
  } catch {
    return new EngineRefused(status, text.trim().slice(0, 500) || `status ${status}`);
  }
};

const parseJson = (text: string): unknown => {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineUnreachable('The engine answered something that is not JSON.');
  }
};

const send = (path: string, { method = 'GET', path: target, silenceMs = SILENCE_MS, signal }: EngineRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = { socketPath: path, path: target, method, headers: { host: 'engine' }, agent: false as const };
    const sent = request(signal ? { ...options, signal } : options, (answer) => {
      answer.on('error', () => undefined);
      resolve(answer);
    });
    sent.on('error', reject);
    if (silenceMs > 0)
      sent.setTimeout(silenceMs, () => sent.destroy(new EngineUnreachable(`The engine was silent for ${Math.round(silenceMs / 1000)} s.`)));
    sent.end();
  });

/** HTTP over a unix socket, a connection for every request: one that is dead is never taken from a pool. */
export const createEngineSocket = (path: string): EngineSocket => {
  const open = async (asked: EngineRequest): Promise<IncomingMessage> => {
    try {
      const answer = await send(path, asked);
      if ((answer.statusCode ?? 0) >= 400) throw await refusalOf(answer);
      return answer;
    } catch (error) {
      throw toEngineError(error, path);
    }
  };
  return {
    path,
    open,
    ask: async (asked) => {
      const answer = await open(asked);
      try {
        return parseJson(await readText(answer, MAX_ANSWER_BYTES));
      } catch (error) {
        throw toEngineError(error, path);
      }
    },
  };
};
