import { connectEngine, type Engine } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/engine-answers.ts';
import { EngineRefused } from '../engine/engine-error.ts';
import { type BackOffLimits, backOffMs } from '../runtime/back-off.ts';
import { describeError } from '../runtime/log.ts';
import { createNudge, type Nudge } from '../runtime/nudge.ts';
import { createHintFold, type FoldedHints, type HintFold } from './fold-hints.ts';
import { toHint } from './hint.ts';
import type { SensorParts } from './sensor-parts.ts';
import { listEverything, lookAt } from './watch-engine.ts';

export interface FollowParts {
  readonly sensor: SensorParts;
  readonly socketPath: string;
  /** Undefined: the connection was lost, and why. */
  readonly onEngine: (engine: Engine | undefined, problem: string) => void;
  /** There may be something to scan. */
  readonly work: Nudge;
}

const BACK_OFF: BackOffLimits = { minMs: 500, baseMs: 1000, maxMs: 30_000 };
/** Podman may send the head of its answer with the first event alone. */
const OPEN_MS = 2000;
/** Everything is listed again this often: what no event told is found then. */
const SWEEP_MS = 600_000;
/** So often the engine may refuse to be asked about one burst. */
const TRIES = 3;

/** Looks at the bursts that are over, until the signal aborts. What could not be looked at stays for the next connection. */
const createPump = ({ sensor, work }: FollowParts, fold: HintFold, heard: Nudge) => {
  let pending: { burst: FoldedHints; tries: number }[] = [];
  const { clock, wait, log } = sensor;
  const lookAtNext = async (engine: Engine): Promise<void> => {
    const [next] = pending;
    if (next === undefined) return;
    try {
      await lookAt({ ...sensor, engine }, next.burst);
    } catch (error) {
      next.tries += 1;
      if (!(error instanceof EngineRefused) || next.tries < TRIES) throw error;
      log('error', 'The engine refuses to be asked about an event. It is passed over.', { reason: describeError(error) });
    }
    pending = pending.slice(1);
    work.push();
  };
  return async (engine: Engine, signal: AbortSignal): Promise<void> => {
    let sweepAt = clock() + SWEEP_MS;
    while (!signal.aborted) {
      const news = AbortSignal.any([signal, heard.renew()]);
      pending.push(...fold.takeSettled().map((burst) => ({ burst, tries: 0 })));
      while (pending.length > 0 && !signal.aborted) await lookAtNext(engine);
      if (fold.takeOverflow() || clock() >= sweepAt) {
        sweepAt = clock() + SWEEP_MS;
        await listEverything({ ...sensor, engine });
        work.push();
      }
      await wait(Math.min(fold.nextInMs() ?? SWEEP_MS, SWEEP_MS), fold.nextInMs() === undefined ? news : signal);
    }
  };
};

const createSink = ({ sensor }: FollowParts, fold: HintFold, heard: Nudge) => ({
  onEvent: (event: EngineEvent) => {
    const hint = toHint(event);
    if (hint === undefined || sensor.own.isOwn(hint)) return;
    const wasIdle = fold.nextInMs() === undefined;
    fold.add(hint);
    if (wasIdle) heard.push();
  },
  onUnreadable: () => sensor.log('warn', 'The engine sent a line that is no event. It was passed over.'),
});

/** Keeps the connection to the engine: on every one a full listing first, then the stream. Until the signal aborts. */
export const followEngine = async (parts: FollowParts, ending: AbortSignal): Promise<void> => {
  const { sensor, socketPath, onEngine, work } = parts;
  const { wait, random, log } = sensor;
  const heard = createNudge();
  const fold = createHintFold(sensor.clock);
  const pump = createPump(parts, fold, heard);
  const sink = createSink(parts, fold, heard);
  let failures = 0;

  const followOnce = async (engine: Engine, lost: AbortController): Promise<void> => {
    const signal = AbortSignal.any([ending, lost.signal]);
    const opened = new AbortController();
    const following = engine.follow({ ...sink, onOpen: () => opened.abort() }, signal);
    await Promise.race([wait(OPEN_MS, AbortSignal.any([opened.signal, signal])), following]);
    const looking = async () => {
      await listEverything({ ...sensor, engine });
      failures = 0;
      onEngine(engine, '');
      work.push();
      await pump(engine, signal);
    };
    await Promise.race([following, looking()]).finally(() => lost.abort());
  };

  while (!ending.aborted) {
    try {
      const engine = await connectEngine(socketPath, ending);
      await followOnce(engine, new AbortController());
    } catch (error) {
      if (ending.aborted) return;
      failures += 1;
      const reason = describeError(error);
      onEngine(undefined, reason);
      log('warn', 'The engine cannot be followed; everything is listed once it is there again.', { reason, failures });
      await wait(backOffMs(failures, BACK_OFF, random), ending);
    }
  }
};
