import type { LiveEvent } from '../../contract/live.ts';
import { TOPICS } from '../../contract/live.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { type Clock, toIso } from '../../domain/time/instant.ts';
import type { Bus } from '../../live/bus.ts';
import { changeFeed } from '../../live/change-feed.ts';
import type { Database } from '../../storage/database.ts';
import { liveStore } from './store.ts';

/** Looks at one thing that must work; answers a sentence when it does not. */
export type Probe = () => Promise<string | undefined> | string | undefined;

export interface LiveDependencies {
  readonly db: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly version: string;
  readonly probes: readonly Probe[];
  /** Told the number of open streams whenever it changes. */
  readonly onListeners: (count: number) => void;
}

export type LiveService = ReturnType<typeof createLiveService>;

export function createLiveService(deps: LiveDependencies) {
  let open = 0;
  const stopping = new AbortController();
  const count = (step: 1 | -1) => {
    open += step;
    deps.onListeners(open);
  };
  return {
    /** Everybody is told of every change: topic and id give nothing away that could be read with them alone. */
    events: async function* (signal: AbortSignal | undefined): AsyncGenerator<LiveEvent, void> {
      count(1);
      try {
        const end = signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal]);
        for await (const change of changeFeed(deps.bus, TOPICS, end)) yield change as LiveEvent;
      } finally {
        count(-1);
      }
    },

    /** Ends every stream in order, so that the server need not wait for them when it stops; browsers come back by themselves. */
    endStreams: () => stopping.abort(),

    status: async (actor: Actor) => {
      const [problems, counts] = await Promise.all([askAll(deps.probes), liveStore.counts(deps.db, actor)]);
      return {
        version: deps.version,
        healthy: problems.length === 0,
        problems,
        serverTime: toIso(deps.clock()),
        timeZoneData: process.versions.tz ?? 'unknown',
        counts,
      };
    },
  };
}

async function askAll(probes: readonly Probe[]): Promise<string[]> {
  const answers = await Promise.all(probes.map(ask));
  return answers.filter((answer) => answer !== undefined);
}

async function ask(probe: Probe): Promise<string | undefined> {
  try {
    return await probe();
  } catch (error) {
    return `A check failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
