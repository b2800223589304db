import { describe, expect, it } from 'vitest';
import { HOUR_MS, type Instant, instant, MINUTE_MS, plus, SECOND_MS, toIso } from '../time/instant.ts';
import type { DueSchedule, LaunchSetup, LaunchSituation } from './launch-decision.ts';
import { decideHold, decideLaunch, decideWaiting } from './launch-policy.ts';
import { nextOccurrence } from './next-occurrence.ts';
import type { LaunchPlan } from './recurrence.ts';

const at = (iso: string): Instant => instant(Date.parse(iso));
const plan: LaunchPlan = {
  start: '2026-06-01T12:00',
  timeZone: 'Europe/Berlin',
  observeDst: true,
  gap: 'shift',
  fold: 'first',
  recurrence: { kind: 'daily', every: 1 },
};
const setup: LaunchSetup = {
  preventOverlap: true,
  maxConcurrentScans: 10,
  maxLatenessMinutes: 240,
  holdAfterOutage: 20,
  relaunchOnFinish: true,
  deactivateAfterErrors: 1,
};
/** 1 June, 12:00 in Berlin. */
const DUE = at('2026-06-01T10:00:00Z');
const scheduled = (changes: Partial<LaunchPlan> = {}, occurrencesCounted = 0): DueSchedule => {
  const changed = { ...plan, ...changes };
  return { plan: changed, next: nextOccurrence(changed, instant(DUE - 1)), occurrencesCounted };
};
const situation = (lateMs: number, changes: Partial<LaunchSituation> = {}): LaunchSituation => ({
  now: plus(DUE, lateMs),
  lastAliveAt: plus(DUE, lateMs - SECOND_MS),
  setup,
  activeScans: 0,
  ...changes,
});
const inShort = (decision: ReturnType<typeof decideLaunch>) => ({
  rows: decision.rows.map((row) => `${toIso(row.occurrence.at)} ${row.verdict} ${row.reason?.code ?? ''}`.trim()),
  launches: decision.launches !== undefined,
  next: decision.next && toIso(decision.next.at),
  counted: decision.occurrencesCounted,
  inactive: decision.inactive,
});
const TOMORROW = '2026-06-02T10:00:00Z';

describe('a due launch', () => {
  it('launches in time within a minute', () => {
    const expected = { rows: ['2026-06-01T10:00:00Z launched'], launches: true, next: TOMORROW, counted: 1, inactive: undefined };
    expect(inShort(decideLaunch(scheduled(), situation(0)))).toEqual(expected);
    expect(inShort(decideLaunch(scheduled(), situation(60 * SECOND_MS)))).toEqual(expected);
  });

  it('is late after more than a minute, by how much and why', () => {
    const lastAliveAt = plus(DUE, -5 * MINUTE_MS);
    const decision = decideLaunch(scheduled(), situation(90_500, { lastAliveAt }));
    expect(decision.rows).toEqual([
      {
        occurrence: scheduled().next,
        verdict: 'late',
        decidedAt: DUE + 90_500,
        lateBySeconds: 90,
        reason: { code: 'platform-down', since: lastAliveAt },
      },
    ]);
    expect(decision.launches?.at).toBe(DUE);
  });

  it('says nothing of since when, if the platform was alive when it was due', () => {
    expect(decideLaunch(scheduled(), situation(2 * MINUTE_MS)).rows[0]?.reason).toEqual({ code: 'platform-down' });
  });

  it('is skipped while its scan is paused, and counts', () => {
    const decision = decideLaunch(scheduled(), situation(0, { unfinishedScan: { id: 's1', state: 'paused' } }));
    expect(inShort(decision)).toEqual({
      rows: ['2026-06-01T10:00:00Z skipped overlap'],
      launches: false,
      next: TOMORROW,
      counted: 1,
      inactive: undefined,
    });
  });

  it('launches beside its own scan when overlap is allowed', () => {
    const allowed = { unfinishedScan: { id: 's1', state: 'running' }, setup: { ...setup, preventOverlap: false } };
    expect(inShort(decideLaunch(scheduled(), situation(0, allowed))).launches).toBe(true);
  });

  it('waits while the concurrent-scan limit is full, uncounted, and the next date moves on', () => {
    const decision = decideLaunch(scheduled(), situation(0, { activeScans: 10 }));
    expect(inShort(decision)).toEqual({
      rows: ['2026-06-01T10:00:00Z waiting concurrency-limit'],
      launches: false,
      next: TOMORROW,
      counted: 0,
      inactive: undefined,
    });
  });

  it('launches at 3 h 59 min and is missed after 4 h', () => {
    expect(inShort(decideLaunch(scheduled(), situation(4 * HOUR_MS))).rows).toEqual(['2026-06-01T10:00:00Z late platform-down']);
    const missed = decideLaunch(scheduled(), situation(4 * HOUR_MS + 1));
    expect(inShort(missed)).toMatchObject({ rows: ['2026-06-01T10:00:00Z missed lateness-limit'], launches: false, counted: 0 });
    expect(missed.rows[0]?.reason).toEqual({ code: 'lateness-limit', limitSeconds: 14_400, because: 'platform-down' });
  });

  it('has half the interval at most, however generous Setup is', () => {
    const generous = { setup: { ...setup, maxLatenessMinutes: 1440 } };
    expect(inShort(decideLaunch(scheduled(), situation(12 * HOUR_MS, generous))).launches).toBe(true);
    expect(inShort(decideLaunch(scheduled(), situation(12 * HOUR_MS + 1, generous))).launches).toBe(false);
  });

  it('is left alone before it is due', () => {
    expect(inShort(decideLaunch(scheduled(), situation(-1)))).toMatchObject({ rows: [], launches: false, next: toIso(DUE), counted: 0 });
  });
});

describe('the end of a schedule', () => {
  it.each([
    ['a launch', {}],
    ['an overlap-skipped launch', { unfinishedScan: { id: 's1', state: 'running' } }],
  ])('comes when %s exhausts its occurrences', (_, changes) => {
    const decision = inShort(decideLaunch(scheduled({ endsAfter: 3 }, 2), situation(0, changes)));
    expect(decision).toMatchObject({ counted: 3, next: undefined, inactive: 'occurrences-exhausted' });
  });

  it('does not come by a missed launch', () => {
    expect(inShort(decideLaunch(scheduled({ endsAfter: 3 }, 2), situation(5 * HOUR_MS)))).toMatchObject({
      counted: 2,
      inactive: undefined,
    });
  });

  it.each([
    ['launched', 0],
    ['missed', 5 * HOUR_MS],
  ])('of once comes when it was %s', (_, lateMs) => {
    expect(inShort(decideLaunch(scheduled({ recurrence: { kind: 'once' } }), situation(lateMs)))).toMatchObject({
      inactive: 'once-done',
      next: undefined,
    });
  });

  it('of once does not come while it waits', () => {
    const decision = inShort(decideLaunch(scheduled({ recurrence: { kind: 'once' } }), situation(0, { activeScans: 10 })));
    expect(decision).toMatchObject({ inactive: undefined, next: undefined });
  });

  it('of a continuous schedule does not come with its launch', () => {
    const decision = inShort(decideLaunch(scheduled({ recurrence: { kind: 'continuous' } }), situation(9 * HOUR_MS)));
    expect(decision).toMatchObject({ rows: ['2026-06-01T10:00:00Z late platform-down'], next: undefined, inactive: undefined });
  });
});

describe('an outage', () => {
  const down = { lastAliveAt: plus(DUE, -MINUTE_MS) };
  it('over several launches: each has a row, only the newest launches, late', () => {
    const decision = inShort(decideLaunch(scheduled(), situation(50 * HOUR_MS, down)));
    expect(decision).toEqual({
      rows: ['2026-06-01T10:00:00Z missed superseded', '2026-06-02T10:00:00Z missed superseded', '2026-06-03T10:00:00Z late platform-down'],
      launches: true,
      next: '2026-06-04T10:00:00Z',
      counted: 1,
      inactive: undefined,
    });
  });

  it('in which the newest is too old as well', () => {
    const decision = inShort(decideLaunch(scheduled(), situation(30 * HOUR_MS, down)));
    expect(decision.rows).toEqual(['2026-06-01T10:00:00Z missed lateness-limit', '2026-06-02T10:00:00Z missed lateness-limit']);
    expect(decision).toMatchObject({ launches: false, next: '2026-06-03T10:00:00Z', counted: 0 });
  });

  it('of two years: the newest hundred missed launches have a row each, one more counts the older', () => {
    const decision = decideLaunch(scheduled(), situation(730 * 24 * HOUR_MS, down));
    expect(decision.rows).toHaveLength(102);
    expect(decision.rows[0]?.reason).toMatchObject({ code: 'many-missed', count: 630 });
    expect(new Set(decision.rows.map((row) => row.occurrence.at)).size).toBe(102);
    expect(decision.rows.map((row) => row.occurrence.at)).toEqual(decision.rows.map((row) => row.occurrence.at).toSorted());
  });

  it('holds the newest when too many would fire at once', () => {
    const decision = inShort(decideLaunch(scheduled(), situation(HOUR_MS, { ...down, heldAt: plus(DUE, HOUR_MS) })));
    expect(decision).toMatchObject({ rows: ['2026-06-01T10:00:00Z waiting held'], launches: false, counted: 0, next: TOMORROW });
  });

  it('does not hold what is in time', () => {
    expect(inShort(decideLaunch(scheduled(), situation(10 * SECOND_MS, { heldAt: DUE }))).launches).toBe(true);
  });

  it('is recognised by a missing heartbeat, and holds only more launches than Setup allows', () => {
    const now = plus(DUE, HOUR_MS);
    expect(decideHold(21, now, DUE, setup)).toBe(now);
    expect(decideHold(20, now, DUE, setup)).toBeUndefined();
    expect(decideHold(21, now, plus(now, -SECOND_MS), setup)).toBeUndefined();
  });
});

describe('a waiting launch', () => {
  const waiting = {
    ...scheduled(),
    occurrence: scheduled().next!,
    next: nextOccurrence(plan, DUE),
    reason: { code: 'concurrency-limit', active: 10, limit: 10 },
  } as const;
  const held = { ...waiting, reason: { code: 'held', heldAt: DUE } } as const;

  it('goes on waiting while the limit is full, without a row', () => {
    expect(inShort(decideWaiting(waiting, situation(HOUR_MS, { activeScans: 11 })))).toMatchObject({
      rows: [],
      next: TOMORROW,
      counted: 0,
    });
  });

  it('becomes late when a slot is free, for the reason it waited', () => {
    expect(inShort(decideWaiting(waiting, situation(30 * SECOND_MS)))).toMatchObject({
      rows: ['2026-06-01T10:00:00Z late concurrency-limit'],
      launches: true,
      next: TOMORROW,
      counted: 1,
    });
  });

  it('becomes missed when its limit is over, and names the limit that was full', () => {
    const decision = decideWaiting(waiting, situation(5 * HOUR_MS, { activeScans: 10 }));
    expect(decision.rows[0]).toMatchObject({ verdict: 'missed', reason: { code: 'lateness-limit', because: 'concurrency-limit' } });
  });

  it('is skipped when a scan of its schedule was started by hand meanwhile', () => {
    expect(inShort(decideWaiting(waiting, situation(HOUR_MS, { unfinishedScan: { id: 's', state: 'queued' } })))).toMatchObject({
      rows: ['2026-06-01T10:00:00Z skipped overlap'],
      counted: 1,
    });
  });

  it('that is held stays held, and is missed in the end', () => {
    expect(decideWaiting(held, situation(HOUR_MS)).rows).toEqual([]);
    expect(decideWaiting(held, situation(5 * HOUR_MS)).rows[0]?.reason).toMatchObject({ because: 'held' });
  });

  it('that was released launches late, and says who let it go', () => {
    const decision = decideWaiting({ ...held, releasedBy: 'mara' }, situation(HOUR_MS));
    expect(decision.rows[0]).toMatchObject({ verdict: 'late', lateBySeconds: 3600, reason: { code: 'released', by: 'mara' } });
  });

  it('that was released may still have to wait for a slot', () => {
    const decision = decideWaiting({ ...held, releasedBy: 'mara' }, situation(HOUR_MS, { activeScans: 10 }));
    expect(inShort(decision).rows).toEqual(['2026-06-01T10:00:00Z waiting concurrency-limit']);
  });

  it('exhausts the occurrences when it launches', () => {
    const last = { ...waiting, plan: { ...plan, endsAfter: 1 } };
    expect(inShort(decideWaiting(last, situation(HOUR_MS)))).toMatchObject({
      inactive: 'occurrences-exhausted',
      next: undefined,
      counted: 1,
    });
  });
});
