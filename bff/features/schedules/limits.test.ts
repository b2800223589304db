import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

let app: TestApp;
let manager: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  manager = await app.signIn('manager');
});
afterAll(() => app.close());

type Fields = Record<string, unknown>;
const daily = (every: number): Fields => ({ recurrence: { kind: 'daily', every } });
const weekly = (every: number): Fields => ({ recurrence: { kind: 'weekly', every, weekdays: ['MO'] } });
const monthly = (every: number): Fields => ({ recurrence: { kind: 'monthlyByDate', every, day: 1 } });
const onDay = (day: number): Fields => ({ recurrence: { kind: 'monthlyByDate', every: 1, day } });
const monthlyOn = (every: number): Fields => ({ recurrence: { kind: 'monthlyByWeekday', every, week: 'last', weekday: 'SU' } });
const title = (length: number): Fields => ({ title: 'x'.repeat(length) });
const priority = (value: number): Fields => ({ priority: value });
const ends = (endsAfter: number): Fields => ({ endsAfter });
const cancel = (afterMinutes: number): Fields => ({ duration: { action: 'cancel', afterMinutes } });
const resume = (afterMinutes: number, days: number, hours: number): Fields => ({
  duration: { action: 'pause', afterMinutes, resume: { kind: 'after', days, hours } },
});
const before = (amount: number, unit: string): Fields => ({ notifications: { before: { amount, unit, message: '' } } });
const message = (length: number): Fields => ({ notifications: { before: { amount: 1, unit: 'days', message: 'm'.repeat(length) } } });
const told = (event: string, length: number): Fields => ({ notifications: { [event]: { message: 'm'.repeat(length) } } });

/** Limits of the launch API that the design keeps: what stands at the border, what is one past it, where and how that is told. */
const LIMITS: readonly [what: string, at: Fields, past: Fields, path: string, said: RegExp][] = [
  ['title, longest', title(2000), title(2001), 'title', /2000 characters/],
  ['title, shortest', title(1), title(0), 'title', /title/],
  ['priority, greatest', priority(9), priority(10), 'priority', /at most 9/],
  ['priority, least', priority(0), priority(-1), 'priority', /at least 0/],
  ['days, most', daily(365), daily(366), 'recurrence.every', /365/],
  ['days, fewest', daily(1), daily(0), 'recurrence.every', /1/],
  ['weeks, most', weekly(52), weekly(53), 'recurrence.every', /52/],
  ['weeks, fewest', weekly(1), weekly(0), 'recurrence.every', /1/],
  ['months, most', monthly(12), monthly(13), 'recurrence.every', /12/],
  ['months, fewest', monthly(1), monthly(0), 'recurrence.every', /1/],
  ['months by weekday, most', monthlyOn(12), monthlyOn(13), 'recurrence.every', /12/],
  ['day of the month, last', onDay(31), onDay(32), 'recurrence.day', /31/],
  ['day of the month, first', onDay(1), onDay(0), 'recurrence.day', /1/],
  ['launches, fewest', ends(1), ends(0), 'endsAfter', /1/],
  ['launches, most', ends(9999), ends(10_000), 'endsAfter', /9999/],
  ['duration, longest', cancel(119 * 60 + 59), cancel(120 * 60), 'duration.afterMinutes', /0 to 119 hours and 0 to 59 minutes/],
  ['duration, shortest', cancel(0), cancel(-1), 'duration.afterMinutes', /0 to 119 hours/],
  ['resume, days', resume(60, 9, 0), resume(60, 10, 0), 'duration.resume.days', /0 to 9 days/],
  ['resume, hours', resume(60, 0, 23), resume(60, 0, 24), 'duration.resume.hours', /0 to 23 hours/],
  // The pause rounded up to the next hour, plus one hour; measured from the start at 02:30.
  ['resume after a pause at 1 h', resume(60, 0, 2), resume(60, 0, 1), 'duration.resume', /Resumes 03:30, must be 04:30 .* 03:30/],
  ['resume after a pause at 1 h 01', resume(61, 0, 3), resume(61, 0, 2), 'duration.resume', /Resumes 04:30, must be 05:30 .* 03:31/],
  ['resume after a pause at once', resume(0, 0, 2), resume(0, 0, 1), 'duration.resume', /Resumes 03:30, must be 04:30 .* 02:45/],
  ['minutes of notice, fewest', before(5, 'minutes'), before(4, 'minutes'), 'notifications.before.amount', /5 and 120 minutes/],
  ['minutes of notice, most', before(120, 'minutes'), before(121, 'minutes'), 'notifications.before.amount', /120 minutes/],
  ['hours of notice, fewest', before(1, 'hours'), before(0, 'hours'), 'notifications.before.amount', /1 to 24 hours/],
  ['hours of notice, most', before(24, 'hours'), before(25, 'hours'), 'notifications.before.amount', /1 and 24 hours/],
  ['days of notice, fewest', before(1, 'days'), before(0, 'days'), 'notifications.before.amount', /1 to 31 days/],
  ['days of notice, most', before(31, 'days'), before(32, 'days'), 'notifications.before.amount', /1 and 31 days/],
  ['message before', message(4000), message(4001), 'notifications.before.message', /4000 characters/],
  ...['completed', 'delayed', 'skipped', 'deactivated'].map(
    (event) =>
      [`message: ${event}`, told(event, 4000), told(event, 4001), `notifications.${event}.message`, /4000 characters/] as [
        string,
        Fields,
        Fields,
        string,
        RegExp,
      ],
  ),
];

describe('a limit of a schedule', () => {
  it.each(LIMITS)('%s: the border is saved, one past it is refused at its field', async (...[, at, past, path, said]) => {
    const kept = await call(manager, 'POST /schedules', scheduleBody(at));
    expect([kept.status, kept.body.issues]).toEqual([201, undefined]);
    const { status, body } = await call(manager, 'POST /schedules', scheduleBody(past));
    expect([status, body.issues.map((issue: { path: string[] }) => issue.path.join('.'))]).toEqual([400, [path]]);
    expect(body.issues[0].message).toMatch(said);
  });

  it('leaves nothing of what it refused', async () => {
    expect((await call(manager, 'GET /schedules?limit=1')).body.total.count).toBe(LIMITS.length);
  });
});

describe('daylight saving that nobody chose', () => {
  it.each([
    ['America/Los_Angeles', true, '2026-07-01T09:30:00Z'],
    ['America/Phoenix', false, '2026-07-01T09:30:00Z'],
  ])('in %s is %s', async (timeZone, observeDst, nextLaunchAt) => {
    const { observeDst: _, ...unsaid } = scheduleBody({ timeZone, start: '2026-07-01T02:30' });
    const { status, body } = await call(manager, 'POST /schedules', unsaid);
    expect({ status, observeDst: body.observeDst, nextLaunchAt: body.nextLaunchAt }).toEqual({ status: 201, observeDst, nextLaunchAt });
    const plan = { start: unsaid.start, timeZone, recurrence: { kind: 'once' }, count: 1 };
    expect((await call(manager, 'POST /schedules/preview', plan)).body.launches[0].at).toBe(nextLaunchAt);
  });
});

describe('the list of time zones', () => {
  it('is sent again only when it has changed, and names what would do for a zone that is not in it', async () => {
    const first = await app.anonymous.fetch('/api/v1/time-zones');
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{22}"$/)]);
    expect((await first.json()).length).toBeGreaterThan(300);
    const again = await app.anonymous.fetch('/api/v1/time-zones', { headers: { 'if-none-match': `"older", ${etag}` } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    const refused = await app.anonymous.client.timeZones.find({ zone: 'Canada/Saskatchewan' });
    expect(refused).toMatchObject({
      supported: false,
      id: 'America/Swift_Current',
      message: expect.stringMatching(/^time zone not supported/),
    });
    const other = await app.anonymous.fetch('/api/v1/time-zones', { headers: { 'if-none-match': '"older"' } });
    expect(other.status).toBe(200);
  });
});
