import { type Instant, SECOND_MS } from '../time/instant.ts';
import type { Appliance, ApplianceState } from './appliance.ts';
import { applianceState, updateInWords, updateUnderWay, utc } from './health.ts';

/** What decides whether an appliance takes a slice that waits. `runningSlices`: leased to it now. */
export interface WaitFacts {
  readonly appliance: Appliance;
  readonly runningSlices: number;
  /** Its last word on a slice of the scan, while it still keeps the slice from being offered to it again. */
  readonly declined?: { readonly reason: string; readonly until: Instant } | undefined;
}

/** Why one appliance has not taken what waits. */
export interface ApplianceWait {
  readonly state: ApplianceState;
  /** Goes on after its name: `full: 4 of 4 slots in use`. */
  readonly reason: string;
}

/** An answer to a poll that is held arrives at once; a scan that waits longer than this waits for something else. */
const AT_ONCE_MS = SECOND_MS;

/** Why an allowed appliance has not taken what waits, the strongest reason first. One that updates itself goes on working. */
export function explainWait(facts: WaitFacts, now: Instant): ApplianceWait {
  const { state, reason } = explain(facts, now);
  const update = state === 'updating' ? updateUnderWay(facts.appliance, now) : undefined;
  return { state, reason: update === undefined ? reason : `updates ${updateInWords(update)}, meanwhile ${reason}` };
}

function explain({ appliance, runningSlices, declined }: WaitFacts, now: Instant): ApplianceWait {
  const { state, since, reason } = applianceState({ ...appliance, runningSlices }, now);
  if (state === 'retired') return { state, reason: `retired since ${utc(since)}` };
  if (state === 'never-connected') return { state, reason: 'has never connected' };
  if (state === 'offline' || state === 'missing') return { state, reason: `${state} since ${utc(since)}` };
  if (state === 'late') return { state, reason: `late: ${lower(reason)}` };
  const slots = appliance.capacity?.slots ?? 0;
  const used = Math.max(appliance.capacity?.used ?? 0, runningSlices);
  if (slots === 0) return { state, reason: 'offers no slots' };
  if (used >= slots) return { state, reason: `full: ${used} of ${slots} slots in use` };
  if (declined !== undefined) return { state, reason: `declined: ${declined.reason} Asked again ${utc(declined.until)}` };
  const free = `${slots - used} of ${slots} slots free`;
  const next = appliance.nextPollAt ?? now;
  if (appliance.promptDelivery || next - now <= AT_ONCE_MS) return { state, reason: `about to take it: ${free}` };
  return { state, reason: `${free}, next poll due ${utc(next)}` };
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
