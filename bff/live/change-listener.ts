import pg from 'pg';
import type { Change } from '../domain/live/topic.ts';
import { SECOND_MS } from '../domain/time/instant.ts';
import type { Timers } from '../jobs/ticker.ts';
import type { Log } from '../log.ts';
import { CHANGE_CHANNEL } from '../storage/unit-of-work.ts';
import type { Bus } from './bus.ts';

export interface ChangeListenerOptions {
  readonly databaseUrl: string;
  readonly bus: Bus;
  readonly timers: Timers;
  readonly log: Log;
}

export interface ChangeListener {
  /** Resolves when changes arrive; keeps trying until then. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Whether changes arrive at the moment. */
  readonly isListening: () => boolean;
}

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 10 * SECOND_MS;

/** Brings what every replica commits to this process's bus, over a connection of its own (a pooled one cannot LISTEN). */
export function createChangeListener({ databaseUrl, bus, timers, log }: ChangeListenerOptions): ChangeListener {
  let client: pg.Client | undefined;
  let stopped = false;
  let everListened = false;
  let retry: unknown;

  const connect = async (attempt: number): Promise<void> => {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    next.on('error', (error) => lose(next, error));
    next.on('end', () => lose(next, new Error('the connection ended')));
    next.on('notification', ({ payload }) => publish(bus, payload, log));
    try {
      await next.connect();
      await next.query(`listen ${CHANGE_CHANNEL}`);
    } catch (error) {
      next.removeAllListeners('end');
      void next.end().catch(() => {});
      return again(attempt, error);
    }
    if (stopped) return void next.end();
    client = next;
    if (everListened) bus.resync();
    everListened = true;
  };

  const again = (attempt: number, error: unknown): Promise<void> => {
    if (stopped) return Promise.resolve();
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** attempt, LAST_RETRY_MS);
    log.warn({ err: error, delayMs }, 'no changes arrive from the database; trying again');
    return new Promise((resolve) => {
      retry = timers.set(() => void connect(attempt + 1).then(resolve), delayMs);
    });
  };

  const lose = (lost: pg.Client, error: unknown) => {
    if (lost !== client) return;
    client = undefined;
    void lost.end().catch(() => {});
    void again(0, error);
  };

  return {
    start: () => connect(0),
    stop: async () => {
      stopped = true;
      timers.clear(retry);
      const last = client;
      client = undefined;
      await last?.end();
    },
    isListening: () => client !== undefined,
  };
}

function publish(bus: Bus, payload: string | undefined, log: Log): void {
  try {
    for (const change of JSON.parse(payload ?? '[]') as Change[]) bus.publish(change);
  } catch (error) {
    log.error({ err: error }, 'a change could not be told');
  }
}
