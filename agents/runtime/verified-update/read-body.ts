import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface BodyRequest {
  /** Absolute address. */
  readonly url: string;
  readonly headers?: Record<string, string>;
  /** Without a byte for this long the connection is given up; altogether it may take `totalMs`. */
  readonly silenceMs: number;
  readonly totalMs: number;
  readonly signal?: AbortSignal;
}

/** The answer was not the file. */
export class BadStatus extends Error {
  override readonly name = 'BadStatus';
  readonly status: number;
  constructor(status: number) {
    super(`The Distribution Server answered with status ${status}.`);
    this.status = status;
  }
}

const open = ({ url, headers = {}, silenceMs }: BodyRequest, signal: AbortSignal, onSilent: () => void): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const start = url.startsWith('https:') ? httpsRequest : httpRequest;
    const sent = start(url, { headers, signal, agent: false }, resolve);
    sent.on('error', reject);
    sent.setTimeout(silenceMs, () => {
      onSilent();
      sent.destroy();
    });
    sent.end();
  });

/** Reads one answer piece by piece, each taken in before the next is read. Statuses but 200 and 206 throw BadStatus. */
export const readBody = async (
  asked: BodyRequest,
  take: (chunk: Buffer, head: { readonly status: number; readonly headers: IncomingMessage['headers'] }) => Promise<void>,
): Promise<void> => {
  const tooLong = AbortSignal.timeout(asked.totalMs);
  const signal = asked.signal ? AbortSignal.any([tooLong, asked.signal]) : tooLong;
  let isSilent = false;
  const onSilent = () => {
    isSilent = true;
  };
  try {
    const answer = await open(asked, signal, onSilent);
    const head = { status: answer.statusCode ?? 0, headers: answer.headers };
    if (head.status !== 200 && head.status !== 206) {
      answer.destroy();
      throw new BadStatus(head.status);
    }
    for await (const chunk of answer as AsyncIterable<Buffer>) await take(chunk, head);
    if (!answer.complete) throw new Error('The connection was cut.');
  } catch (error) {
    if (isSilent) throw new Error(`The Distribution Server was silent for ${Math.round(asked.silenceMs / 1000)} s.`, { cause: error });
    if (tooLong.aborted)
      throw new Error(`The Distribution Server did not finish within ${Math.round(asked.totalMs / 1000)} s.`, { cause: error });
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw new Error('The connection was cut.', { cause: error });
    throw error;
  }
};
