import type { ScheduledScansSetup } from '../../contract/setup.ts';
import type { LaunchReason } from '../../domain/schedules/launch.ts';
import type { LaunchDecision, LaunchSituation } from '../../domain/schedules/launch-decision.ts';
import { decideLaunch, decideWaiting } from '../../domain/schedules/launch-policy.ts';
import { nextOccurrence } from '../../domain/schedules/next-occurrence.ts';
import type { Occurrence } from '../../domain/schedules/recurrence.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import type { LaunchRow, UnfinishedScan, WaitingLaunch } from './launch-store.ts';
import { planOf, type ScheduleRow, toSchedule } from './store.ts';

/** What a round of the launcher knows before it begins. */
export interface Round {
  readonly now: Instant;
  readonly lastAliveAt: Instant | undefined;
  /** Late launches are held, and since when. */
  readonly heldAt: Instant | undefined;
}

/** The world as one transaction of a round sees it. `activeScans` rises with every ruling that starts one. */
export interface Facts extends Round {
  readonly setup: ScheduledScansSetup;
  readonly unfinished: ReadonlyMap<string, UnfinishedScan>;
  /** Of the continuous schedules whose target has no host: why. */
  readonly nothingToScan: ReadonlyMap<string, string>;
  activeScans: number;
}

/** What shall happen to one schedule, before any of it is written. */
export interface Ruling {
  readonly row: ScheduleRow;
  readonly schedule: Schedule;
  /** The launch that waited; absent when the schedule itself was due. */
  readonly waiting?: LaunchRow | undefined;
  /** The decision, or the problem of a schedule that cannot be evaluated: it never stops another. */
  readonly decision: LaunchDecision | { readonly problem: string };
}

/** Rules on a schedule that is due. `isDecided`: the occurrence has its row in the ledger. */
export function ruleOnDue(row: ScheduleRow, facts: Facts, isDecided: (occurrence: Occurrence) => boolean): Ruling {
  const schedule = toSchedule(row);
  return { row, schedule, decision: evaluate(schedule, facts, (situation) => decideUndecided(schedule, situation, isDecided)) };
}

export function ruleOnWaiting({ launch, schedule: row }: WaitingLaunch, facts: Facts): Ruling {
  const schedule = toSchedule(row);
  const decision = evaluate(schedule, facts, (situation) => decideWaiting(toWaiting(schedule, launch), situation));
  return { row, schedule, waiting: launch, decision };
}

function evaluate(schedule: Schedule, facts: Facts, decide: (situation: LaunchSituation) => LaunchDecision): Ruling['decision'] {
  try {
    const decision = decide({
      ...facts,
      unfinishedScan: facts.unfinished.get(schedule.id),
      nothingToScan: facts.nothingToScan.get(schedule.id),
    });
    if (decision.launches !== undefined) facts.activeScans += 1;
    return decision;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The clock was set back, or an edit led back to occurrences that have their row: those are passed over, none launches twice. */
function decideUndecided(schedule: Schedule, situation: LaunchSituation, isDecided: (occurrence: Occurrence) => boolean): LaunchDecision {
  const plan = planOf(schedule);
  const { occurrencesCounted } = schedule;
  let { next } = schedule;
  while (next !== undefined && next.at <= situation.now && isDecided(next)) next = nextOccurrence(plan, next.at);
  if (next === undefined) {
    return { rows: [], occurrencesCounted, inactive: plan.recurrence.kind === 'once' ? 'once-done' : 'occurrences-exhausted' };
  }
  const decision = decideLaunch({ plan, next, occurrencesCounted }, situation);
  return { ...decision, rows: decision.rows.filter(({ occurrence }) => !isDecided(occurrence)) };
}

/** A released launch is one that was held, by the manager who let it go. */
function toWaiting(schedule: Schedule, launch: LaunchRow) {
  const { reason: stored, nominalAt, local, note } = launch;
  if (stored === null) throw new Error(`launch ${launch.id} waits for nothing`);
  const releasedBy = stored.code === 'released' ? stored.by : undefined;
  const reason: LaunchReason = releasedBy === undefined ? stored : { code: 'held', heldAt: instant(launch.decidedAt.getTime()) };
  const occurrence = { at: instant(nominalAt.getTime()), local, offsetMinutes: 0, note: note ?? undefined };
  return { plan: planOf(schedule), next: schedule.next, occurrencesCounted: schedule.occurrencesCounted, occurrence, reason, releasedBy };
}
