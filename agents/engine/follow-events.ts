import { type EngineEvent, engineEvent } from './engine-answers.ts';
import { EngineUnreachable, toEngineError } from './engine-error.ts';
import type { EngineSocket } from './engine-socket.ts';
import { createLineSplitter } from './split-lines.ts';

/** Takes what the stream brings; none of it may wait. */
export interface EventSink {
  /** From here on nothing is missed: now is the time to list what there is. */
  readonly onOpen: () => void;
  readonly onEvent: (event: EngineEvent) => void;
  /** A line that is no event: the stream goes on with the next. */
  readonly onUnreadable: (start: string) => void;
}

const FILTERS = encodeURIComponent(JSON.stringify({ type: ['image', 'container'] }));
/** A stream says nothing for as long as nothing happens; this often the engine is asked whether it is still there. */
const ALIVE_EVERY_MS = 30_000;
const ALIVE_SILENCE_MS = 15_000;

const readEvent = (line: string): EngineEvent | undefined => {
  try {
    return engineEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
};

/** Gives up a stream whose engine has stopped answering: a frozen one would keep it open for ever. */
const watchAlive = (socket: EngineSocket, onDead: (error: Error) => void, everyMs: number): (() => void) => {
  let isAsking = false;
  const timer = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    socket
      .open({ path: '/_ping', silenceMs: ALIVE_SILENCE_MS })
      .then((answer) => answer.resume(), onDead)
      .finally(() => {
        isAsking = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
};

/** Follows the events of images and containers until the stream ends (an error) or the signal aborts (none). */
export const followEvents = async (
  socket: EngineSocket,
  { path, aliveEveryMs = ALIVE_EVERY_MS }: { readonly path: string; readonly aliveEveryMs?: number },
  { onOpen, onEvent, onUnreadable }: EventSink,
  signal: AbortSignal,
): Promise<void> => {
  const giveUp = new AbortController();
  let why: Error | undefined;
  const onDead = (error: Error) => {
    why = error;
    giveUp.abort();
  };
  const takeLine = (line: string) => {
    const event = readEvent(line);
    if (event === undefined) onUnreadable(line.slice(0, 200));
    else onEvent(event);
  };
  const split = createLineSplitter({ onLine: takeLine, onTooLong: () => onUnreadable('') });
  const stopWatching = watchAlive(socket, onDead, aliveEveryMs);
  try {
    const answer = await socket.open({
      path: `${path}?filters=${FILTERS}`,
      silenceMs: 0,
      signal: AbortSignal.any([signal, giveUp.signal]),
    });
    onOpen();
    answer.setEncoding('utf8');
    for await (const text of answer as AsyncIterable<string>) split(text);
    throw new EngineUnreachable('The engine ended the stream of events.');
  } catch (error) {
    if (signal.aborted) return;
    throw why ?? toEngineError(error, socket.path);
  } finally {
    stopWatching();
  }
};
