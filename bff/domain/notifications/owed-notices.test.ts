import { describe, expect, test } from 'vitest';
import { instant } from '../time/instant.ts';
import { composeNotice } from './compose-notice.ts';
import type { NoticeSchedule } from './notice.ts';
import { type DecidedLaunches, owedByLaunches, owedByScanEnd } from './owed-notices.ts';

const at = (iso: string) => instant(Date.parse(iso));
const DUE = at('2026-03-09T09:30:00Z');
const ALL = { message: 'Call the NOC.' };
const of = (notifications: Partial<NoticeSchedule['notifications']> = {}): NoticeSchedule => ({
  ...{ id: 's1', title: 'Weekly DMZ', timeZone: 'America/Los_Angeles', ownerId: 'ann' },
  notifications: { completed: ALL, delayed: ALL, skipped: ALL, deactivated: ALL, distributionGroupIds: [], ...notifications },
});

const subjects = (decided: Omit<DecidedLaunches, 'now'>, schedule = of()) =>
  owedByLaunches(schedule, { ...decided, now: DUE }).map(({ facts, owedAt }) => {
    const { id, title, timeZone } = schedule;
    return composeNotice({ scheduleId: id, title, timeZone, facts, message: '', owedAt, publicUrl: 'http://w' }).subject;
  });

describe('what the launcher owes', () => {
  const when = 'Weekly DMZ, Mon 9 Mar 02:30 PDT';
  test.each([
    ['nothing for a launch in time', { rows: [{ at: DUE, verdict: 'launched' }] }, []],
    ['a delay', { rows: [{ at: DUE, verdict: 'late', lateBySeconds: 90 }] }, [`Delayed: ${when}`]],
    ['a delay while it waits', { rows: [{ at: DUE, verdict: 'waiting' }] }, [`Delayed: ${when}`]],
    ['a skip', { rows: [{ at: DUE, verdict: 'skipped' }] }, [`Skipped: ${when}`]],
    [
      'one mail for several missed in one outage',
      {
        rows: [
          { at: instant(DUE - 1), verdict: 'missed' },
          { at: DUE, verdict: 'missed' },
        ],
      },
      [`Missed: ${when}`],
    ],
    [
      'the skip that was the last occurrence, and the deactivation',
      { rows: [{ at: DUE, verdict: 'skipped' }], inactive: 'occurrences-exhausted' },
      [`Skipped: ${when}`, `Deactivated: ${when}`],
    ],
    ['nothing for the natural end of a single launch', { rows: [{ at: DUE, verdict: 'launched' }], inactive: 'once-done' }, []],
  ] as const)('%s', (_, decided, expected) => {
    expect(subjects(decided)).toEqual(expected);
  });

  test('nothing that nobody asked for', () => {
    const deaf = of({ delayed: undefined, skipped: undefined, deactivated: undefined });
    expect(subjects({ rows: [{ at: DUE, verdict: 'missed' }], inactive: 'quarantined' }, deaf)).toEqual([]);
  });

  test('the end of a scan, and the deactivation that follows from it, by the id of the scan', () => {
    const owed = owedByScanEnd(of(), { scanId: 'c1', state: 'error', inactive: 'scan-errors', at: DUE });
    expect(owed.map(({ facts, key }) => [facts.event, key])).toEqual([
      ['completed', 'c1'],
      ['deactivated', 'c1'],
    ]);
  });
});

test('the mail: own words as text, what happened and why, the next launch in both zones, the links', () => {
  const facts = { event: 'skipped', at: DUE, verdict: 'skipped', reason: { code: 'overlap', scanId: 'c1', scanState: 'running' } } as const;
  const next = at('2026-03-16T09:30:00Z');
  const draft = {
    scheduleId: 's1',
    title: 'A\r\nBcc: x@y.z',
    timeZone: 'America/Los_Angeles',
    message: '<b>Call</b>\r\nthe NOC',
    owedAt: DUE,
  };
  const { subject, text } = composeNotice({ ...draft, facts: { ...facts, next }, publicUrl: 'https://w.example' });
  expect(subject).toBe('Skipped: A Bcc: x@y.z, Mon 9 Mar 02:30 PDT');
  expect(text.split('\n\n').slice(0, 4)).toEqual([
    '<b>Call</b>\nthe NOC',
    'The scan due at Mon 9 Mar 02:30 PDT was skipped.\nThe previous scan had not ended: running.',
    'Next launch: Mon 16 Mar 02:30 PDT (2026-03-16 09:30 UTC)',
    "Why didn't it run? https://w.example/launches?q=schedule:s1\nSchedule: https://w.example/schedules/s1",
  ]);
});
