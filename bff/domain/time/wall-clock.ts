import { DAY_MS, type Instant, instant } from './instant.ts';
import { type Wall, wall } from './local-minute.ts';
import { type OffsetSpan, type ZoneTable, zoneTable } from './transitions.ts';

/** What to do with a wall-clock time that does not exist, or exists twice. */
export interface ClockPolicy {
  readonly gap: 'shift' | 'skip';
  readonly fold: 'first' | 'second';
}

/** The instant of a wall-clock time, with a note when it is not simply that time. */
export interface Resolved {
  readonly at: Instant;
  readonly offsetMs: number;
  readonly note?: 'gap' | 'fold' | undefined;
}

/**
 * Wall clock + zone → instant. In a gap `shift` launches later by the length of the gap (02:30 → 03:30) and `skip` gives nothing;
 * of a time that occurs twice the first or the second counts. RFC 5545 §3.3.5: later, first.
 */
export function resolveWall(table: ZoneTable, at: Wall, policy: ClockPolicy): Resolved | undefined {
  const before = table.spanAt(at - DAY_MS);
  const after = table.spanAt(at + DAY_MS);
  if (before.offsetMs === after.offsetMs) return { at: instant(at - before.offsetMs), offsetMs: before.offsetMs };
  return nearTransition(table, at, policy, [before, after]);
}

/**
 * The offset under which the zone's clocks show `at`, when no change is near. The instants a day before and a day after, read as UTC,
 * bracket every instant at which a clock of the zone can show it.
 */
export function steadyOffset(table: ZoneTable, at: Wall): number | undefined {
  const span = table.spanAt(at - DAY_MS);
  return at + DAY_MS < span.to ? span.offsetMs : undefined;
}

function nearTransition(table: ZoneTable, at: Wall, policy: ClockPolicy, around: [OffsetSpan, OffsetSpan]): Resolved | undefined {
  const [before, after] = around;
  const early = instant(at - before.offsetMs);
  const late = instant(at - after.offsetMs);
  const isEarly = table.spanAt(early).offsetMs === before.offsetMs;
  const isLate = table.spanAt(late).offsetMs === after.offsetMs;
  if (isEarly && isLate) {
    return policy.fold === 'first'
      ? { at: early, offsetMs: before.offsetMs, note: 'fold' }
      : { at: late, offsetMs: after.offsetMs, note: 'fold' };
  }
  if (isEarly) return { at: early, offsetMs: before.offsetMs };
  if (isLate) return { at: late, offsetMs: after.offsetMs };
  // Neither: the clocks jumped over it. Reading it with the offset before the jump lands later by the length of the gap.
  return policy.gap === 'skip' ? undefined : { at: early, offsetMs: after.offsetMs, note: 'gap' };
}

/** As `resolveWall`, by zone id. */
export const toInstant = (zone: string, at: Wall, policy: ClockPolicy): Resolved | undefined => resolveWall(zoneTable(zone), at, policy);

/** What a clock of the zone shows at an instant. */
export const toWall = (zone: string, at: Instant): Wall => wall(at + zoneTable(zone).spanAt(at).offsetMs);
