import type { Topic } from '../../domain/live/topic.ts';
import { IN_TIME_MS } from '../../domain/schedules/judge-occurrence.ts';
import { decideHold } from '../../domain/schedules/launch-policy.ts';
import { type Clock, type Instant, instant, MINUTE_MS, plus, SECOND_MS } from '../../domain/time/instant.ts';
import { createTicker, type Ticker, type Timers } from '../../jobs/ticker.ts';
import type { Bus } from '../../live/bus.ts';
import type { Database } from '../../storage/database.ts';
import { isPassing } from '../../storage/database-error.ts';
import type { Round } from './launch-ruling.ts';
import { beat, countDue, countHeld, countWaiting, dueIds, earliestNext, readHeartbeat } from './launch-store.ts';
import { BATCH, createLauncher, type Launcher, type LauncherDeps, type WaitingCursor } from './launcher.ts';

export interface LaunchTickerDeps extends LauncherDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly bus: Bus;
  readonly onError: (error: unknown) => void;
  readonly onRound?: ((lagMs: number) => void) | undefined;
}

/** The longest sleep, and how often the heartbeat is written at least. Far below the minute that makes a launch late. */
const MAX_SLEEP_MS = 5 * SECOND_MS;
/** A heartbeat this fresh need not be written again. */
const FRESH_MS = 2 * SECOND_MS;
/** How often waiting launches are looked at when nothing wakes the ticker: their time may run out. */
const WAITING_MS = SECOND_MS;
/** How often the targets of continuous schedules without a host are resolved anew. */
const HOSTLESS_MS = 15 * SECOND_MS;
/** How soon a schedule that was locked is tried again. */
const LOCKED_MS = 50;
const WAKING: readonly Topic[] = ['schedules', 'setup', 'scans', 'launches'];

export interface LaunchTicker extends Pick<Ticker, 'start' | 'stop'> {
  /** One round by hand: everything that is due at this moment is decided. Answers when to look again. */
  readonly round: () => Promise<Instant | undefined>;
}

/** Launches what is due, at its time, on any number of replicas at once. */
export function createLaunchTicker(deps: LaunchTickerDeps): LaunchTicker {
  const launcher = createLauncher(deps);
  let lookedForHosts: Instant | undefined;
  const round = () => {
    const now = deps.clock();
    const looksForHosts = lookedForHosts === undefined || Math.abs(now - lookedForHosts) >= HOSTLESS_MS;
    if (looksForHosts) lookedForHosts = now;
    return runRound(deps, launcher, looksForHosts);
  };
  const ticker = createTicker({ ...deps, run: round, maxSleepMs: MAX_SLEEP_MS });
  let unsubscribe: (() => void)[] = [];
  return {
    round,
    start: () => {
      unsubscribe = WAKING.map((topic) => deps.bus.subscribe(ticker.wake, topic));
      ticker.start();
    },
    stop: () => {
      for (const end of unsubscribe) end();
      return ticker.stop();
    },
  };
}

async function runRound(deps: LaunchTickerDeps, launcher: Launcher, looksForHosts: boolean): Promise<Instant | undefined> {
  const { db } = deps;
  const round = await openRound(deps);
  if ((await countWaiting(db, { hostless: looksForHosts })) > 0) await launchWaiting(launcher, round, looksForHosts);
  if ((await countDue(db, round.now, 1)) > 0) await launchDue(deps, launcher, round);
  // Only now: killed in the middle, the next start still knows since when nobody was there.
  if (round.lastAliveAt === undefined || Math.abs(round.now - round.lastAliveAt) >= FRESH_MS) await beat(db, round.now);
  return nextLook(deps, round.now);
}

async function nextLook({ db, clock }: LaunchTickerDeps, now: Instant): Promise<Instant | undefined> {
  const next = await earliestNext(db);
  const waiting = (await countWaiting(db, { hostless: false })) > 0 ? plus(clock(), WAITING_MS) : undefined;
  if (next === undefined) return waiting;
  // Still due: somebody is changing it this moment.
  const due = next > now ? next : plus(clock(), LOCKED_MS);
  return waiting !== undefined && waiting < due ? waiting : due;
}

async function openRound({ db, clock, setup }: LaunchTickerDeps): Promise<Round> {
  const now = clock();
  const lastAliveAt = await readHeartbeat(db);
  if (lastAliveAt !== undefined && now - lastAliveAt <= MINUTE_MS) return { now, lastAliveAt, heldAt: undefined };
  const rules = await setup.scheduledScans(db);
  // Those held already count: after a crash in the middle of a backlog its rest is held too.
  const late = (await countDue(db, instant(now - IN_TIME_MS), rules.holdAfterOutage + 1)) + (await countHeld(db));
  return { now, lastAliveAt, heldAt: decideHold(late, now, lastAliveAt, rules) };
}

async function launchWaiting(launcher: Launcher, round: Round, hostless: boolean): Promise<void> {
  let after: WaitingCursor | undefined;
  do after = await launcher.launchWaiting(round, { hostless, after });
  while (after !== undefined);
}

/** Batch after batch. When one fails for a reason of its own, its schedules are tried one by one: the bad one stops no other. */
async function launchDue(deps: LaunchTickerDeps, launcher: Launcher, round: Round): Promise<void> {
  try {
    while ((await launcher.launchDue(round)) === BATCH);
  } catch (error) {
    if (isPassing(error)) throw error;
    deps.onError(error);
    for (const id of await dueIds(deps.db, round.now)) await launchOne(deps, launcher, { round, id });
  }
}

async function launchOne({ onError }: LaunchTickerDeps, launcher: Launcher, { round, id }: { round: Round; id: string }): Promise<void> {
  try {
    await launcher.launchDue(round, id);
  } catch (error) {
    if (isPassing(error)) throw error;
    onError(error);
    await launcher.quarantine(round, id, error);
  }
}
