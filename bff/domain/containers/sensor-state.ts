import { DAY_MS, type Instant, MINUTE_MS, plus, SECOND_MS, toIso } from '../time/instant.ts';
import type { SensorState } from './sensor.ts';

/** How often a sensor says that it is there. */
export const CHECK_IN_EVERY_MS = MINUTE_MS;
/** Two check-ins missed, with the time that a retry takes. */
export const OFFLINE_AFTER_MS = 2 * CHECK_IN_EVERY_MS + 15 * SECOND_MS;
/** Silent for so long, what it told of its host counts as old: its containers become UNKNOWN. */
export const UNKNOWN_AFTER_MS = DAY_MS;

export interface SensorFacts {
  readonly retiredAt?: Instant | undefined;
  readonly lastCheckInAt?: Instant | undefined;
}

/** The state by its printed rules, the first that holds, with the rule in words. */
export function sensorState(
  { retiredAt, lastCheckInAt }: SensorFacts,
  now: Instant,
): { readonly state: SensorState; readonly reason: string } {
  if (retiredAt !== undefined) return { state: 'retired', reason: `Retired ${toIso(retiredAt)}: its key is refused` };
  if (lastCheckInAt === undefined) return { state: 'never-connected', reason: 'Nobody has used its personalization code yet' };
  if (now >= plus(lastCheckInAt, UNKNOWN_AFTER_MS)) {
    return {
      state: 'unknown',
      reason: `Not heard of for 24 hours: what it told of its host is old; last check-in ${toIso(lastCheckInAt)}`,
    };
  }
  if (now >= plus(lastCheckInAt, OFFLINE_AFTER_MS)) {
    return { state: 'offline', reason: `Two check-ins did not come; last check-in ${toIso(lastCheckInAt)}` };
  }
  return { state: 'online', reason: `Last check-in ${toIso(lastCheckInAt)}` };
}
