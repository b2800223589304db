import type { Engine } from '../engine/engine.ts';
import { EngineRefused } from '../engine/engine-error.ts';
import { type BackOffLimits, backOffMs } from '../runtime/back-off.ts';
import { describeError } from '../runtime/log.ts';
import type { Nudge } from '../runtime/nudge.ts';
import type { SensorParts } from './sensor-parts.ts';
import { nextDueInMs, nextWork, type Work } from './work-step.ts';

export interface WorkLoopParts {
  readonly sensor: SensorParts;
  /** Undefined while none is connected. */
  readonly engine: () => Engine | undefined;
  /** Pushed when there may be something to do. */
  readonly nudge: Nudge;
  /** Between two pieces of work: takes a manifest that was delivered meanwhile into use. */
  readonly adoptManifest: () => Promise<void>;
}

/** Looked at this often, whatever was missed. */
const IDLE_MS = 60_000;
const BACK_OFF: BackOffLimits = { minMs: 500, baseMs: 1000, maxMs: 60_000 };
/** So many refusals of the engine for the same piece of work. */
const TRIES = 3;

/** Scans one after the other, until the signal aborts. A piece of work that fails for the engine's sake is tried again. */
export const runWorkLoop = async ({ sensor, engine, nudge, adoptManifest }: WorkLoopParts, ending: AbortSignal): Promise<void> => {
  const { wait, random, log } = sensor;
  const refusals = new Map<string, number>();
  let failures = 0;

  const runOne = async (work: Work, connected: Engine) => {
    try {
      await work.run({ ...sensor, engine: connected }, ending);
      refusals.delete(work.about);
    } catch (error) {
      if (!(error instanceof EngineRefused)) throw error;
      const count = (refusals.get(work.about) ?? 0) + 1;
      refusals.set(work.about, count);
      if (count < TRIES) throw error;
      refusals.delete(work.about);
      await work.giveUp({ ...sensor, engine: connected }, `The engine refused: ${error.message}`);
    }
  };

  const step = async (news: AbortSignal) => {
    const connected = engine();
    await adoptManifest();
    const work = connected && nextWork(sensor);
    if (connected === undefined || work === undefined) return wait(Math.min(IDLE_MS, nextDueInMs(sensor) ?? IDLE_MS), news);
    await runOne(work, connected);
    failures = 0;
  };

  while (!ending.aborted) {
    const news = AbortSignal.any([ending, nudge.renew()]);
    try {
      await step(news);
    } catch (error) {
      if (ending.aborted) return;
      failures += 1;
      log('warn', 'A scan could not be done now; it is tried again.', { reason: describeError(error), failures });
      await wait(backOffMs(failures, BACK_OFF, random), ending);
    }
  }
};
