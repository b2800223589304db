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

const UNKNOWN = '01890000-0000-7000-8000-000000000000';
const paths = (body: { issues: { path: (string | number)[] }[] }) => body.issues.map((issue) => issue.path.join('.')).sort();
const hosts = (include: unknown, rest: object = {}) => ({ target: { kind: 'hosts', include, ...rest } });
const monthly = (rest: object) => ({ recurrence: { kind: 'monthlyByDate', every: 1, day: 31, ...rest } });

describe('a wrong schedule is refused at its field, and nothing is saved', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['no title', { title: '  ' }, ['title']],
    ['a title of the wrong type', { title: 7 }, ['title']],
    ['a title that is too long', { title: 'x'.repeat(2001) }, ['title']],
    ['no target', { target: undefined }, ['target']],
    ['an unknown kind of target', { target: { kind: 'galaxy' } }, ['target.kind']],
    ['an empty target', hosts([]), ['target.include']],
    ['a host name with a space', hosts(['web server']), ['target.include.0']],
    ['a line of the wrong type and a wrong line', hosts([7, 'web server']), ['target.include.0', 'target.include.1']],
    ['a /8', hosts(['10.0.0.0/8']), ['target.include.0']],
    ['everything excluded', hosts(['192.0.2.1'], { exclude: ['192.0.2.0/24'] }), ['target.exclude']],
    ['too many lines', hosts(Array(10_001).fill('a')), ['target.include']],
    ['unknown asset groups', hosts(['192.0.2.1'], { assetGroupIds: [UNKNOWN] }), ['target.assetGroupIds.0']],
    ['unknown tags', { target: { kind: 'tags', include: { match: 'any', tagIds: [UNKNOWN] } } }, ['target.include.tagIds.0']],
    [
      'an unknown cloud account without tags',
      { target: { kind: 'cloud', connectorId: UNKNOWN, include: { match: 'any', tagIds: [] } } },
      ['target.connectorId', 'target.include.tagIds'],
    ],
    ['an unknown profile', { optionProfileId: UNKNOWN }, ['optionProfileId']],
    ['a profile of the wrong type', { optionProfileId: 'standard' }, ['optionProfileId']],
    ['an unknown appliance', { scanners: { kind: 'appliances', ids: [UNKNOWN] } }, ['scanners.ids.0']],
    ['no appliance', { scanners: { kind: 'appliances', ids: [] } }, ['scanners.ids']],
    ['an unknown owner', { ownerId: 'nobody' }, ['ownerId']],
    ['a priority out of range', { priority: 10 }, ['priority']],
    ['a day that does not exist', { start: '2026-02-31T02:30' }, ['start']],
    ['a start with an offset', { start: '2026-03-06T02:30Z' }, ['start']],
    ['a start before 1980', { start: '1970-03-06T02:30' }, ['start']],
    ['once, in the past', { start: '2026-03-05T02:30', recurrence: { kind: 'once' } }, ['start']],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, ['timeZone']],
    ['a zone of the category Others', { timeZone: 'Canada/Saskatchewan', observeDst: false }, ['timeZone']],
    ['daylight saving where there is none', { timeZone: 'America/Phoenix' }, ['observeDst']],
    ['an unknown gap policy', { gap: 'jump' }, ['gap']],
    ['an unknown recurrence', { recurrence: { kind: 'hourly' } }, ['recurrence.kind']],
    ['every 0 days', { recurrence: { kind: 'daily', every: 0 } }, ['recurrence.every']],
    ['every 366 days', { recurrence: { kind: 'daily', every: 366 } }, ['recurrence.every']],
    ['no weekday', { recurrence: { kind: 'weekly', every: 1, weekdays: [] } }, ['recurrence.weekdays']],
    ['an unknown weekday', { recurrence: { kind: 'weekly', every: 1, weekdays: ['XX'] } }, ['recurrence.weekdays.0']],
    ['day 32', monthly({ day: 32 }), ['recurrence.day']],
    [
      'the 31st every 12 months from a February, skip',
      { start: '2027-02-01T02:30', ...monthly({ every: 12, shortMonth: 'skip' }) },
      ['recurrence.day'],
    ],
    ['relaunch on finish while Setup forbids it', { recurrence: { kind: 'continuous' } }, ['recurrence.kind']],
    ['ends after 0', { endsAfter: 0 }, ['endsAfter']],
    ['ends after half a launch', { endsAfter: 1.5 }, ['endsAfter']],
    ['a duration of 120 hours', { duration: { action: 'cancel', afterMinutes: 7200 } }, ['duration.afterMinutes']],
    [
      'a resume before the pause',
      { duration: { action: 'pause', afterMinutes: 90, resume: { kind: 'after', days: 0, hours: 1 } } },
      ['duration.resume'],
    ],
    ['notice of 4 minutes', { notifications: { before: { amount: 4, unit: 'minutes', message: '' } } }, ['notifications.before.amount']],
    ['an unknown distribution group', { notifications: { distributionGroupIds: [UNKNOWN] } }, ['notifications.distributionGroupIds.0']],
    ['a message that is too long', { notifications: { completed: { message: 'x'.repeat(4001) } } }, ['notifications.completed.message']],
    ['active as a word', { active: 'yes' }, ['active']],
  ])('%s', async (_, fields, expected) => {
    const { status, body } = await call(manager, 'POST /schedules', scheduleBody(fields));
    expect([status, body.code, paths(body)]).toEqual([400, 'invalid-input', expected]);
    for (const issue of body.issues) expect(issue.message).toMatch(/^\S.{5,}/);
  });

  it('tells all problems at once: of the schema, the domain and the database', async () => {
    const { body } = await call(
      manager,
      'POST /schedules',
      scheduleBody({
        title: '',
        ...hosts(['web server']),
        timeZone: 'Mars/Olympus',
        optionProfileId: UNKNOWN,
        priority: -1,
        recurrence: { kind: 'continuous' },
      }),
    );
    expect(paths(body)).toEqual(['optionProfileId', 'priority', 'recurrence.kind', 'target.include.0', 'timeZone', 'title']);
  });

  it('saved none of them', async () => {
    expect((await call(manager, 'GET /schedules')).body.total).toEqual({ count: 0, exact: true });
  });

  it('refuses a body of nonsense', async () => {
    for (const body of [[], 'text', 7, null]) expect((await call(manager, 'POST /schedules', body)).status).toBe(400);
  });
});

describe('a schedule is kept as it was entered', () => {
  it('a title that is a script stays text', async () => {
    const title = '<script>alert(1)</script> Ünïcode 𝔘';
    const { status, body } = await call(manager, 'POST /schedules', scheduleBody({ title }));
    expect([status, body.title]).toEqual([201, title]);
  });

  it('an alias of a zone resolves to the zone', async () => {
    const { body } = await call(manager, 'POST /schedules', scheduleBody({ timeZone: 'US/Pacific' }));
    expect([body.timeZone, body.nextLaunchAt]).toEqual(['America/Los_Angeles', '2026-03-06T10:30:00Z']);
  });

  it('takes the default profile, the creator as owner, and says when it launches', async () => {
    const { body } = await call(
      manager,
      'POST /schedules',
      scheduleBody({ duration: { action: 'pause', afterMinutes: 150, resume: { kind: 'after', days: 1, hours: 0 } } }),
    );
    expect(body).toMatchObject({
      revision: 1,
      owner: { id: manager.actor.userId },
      active: true,
      nextLaunch: {
        at: '2026-03-06T10:30:00Z',
        local: '2026-03-06T02:30',
        offset: '-08:00',
        pausesAt: '2026-03-06T13:00:00Z',
        resumesAt: '2026-03-07T10:30:00Z',
      },
      shortSentence: 'Every day at 02:30',
      occurrencesCounted: 0,
      scannerNames: [],
    });
    expect(body.sentence).toContain('Los Angeles time');
    expect(await call(manager, `GET /schedules/${body.id}`)).toEqual({ status: 200, body });
  });
});
