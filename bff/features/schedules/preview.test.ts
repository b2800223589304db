import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

// The first look at all time zones builds their tables.
vi.setConfig({ testTimeout: 30_000 });

let app: TestApp;
let manager: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  manager = await app.signIn('manager');
});
afterAll(() => app.close());

const PLAN = {
  start: '2026-03-01T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
  count: 9,
};
const preview = (fields: object) => call(manager, 'POST /schedules/preview', { ...PLAN, ...fields });

describe('the preview', () => {
  it('lists the launches from the start, and marks the hour that does not exist', async () => {
    const { status, body } = await preview({});
    expect(status).toBe(200);
    expect(body.launches).toHaveLength(9);
    expect(body.launches[7]).toEqual({ at: '2026-03-08T10:30:00Z', local: '2026-03-08T03:30', offset: '-07:00', note: 'gap' });
    expect(body.more).toBe(true);
    expect(body.clockChanges[0]).toMatchObject({
      at: '2026-03-08T10:00:00Z',
      localBefore: '2026-03-08T02:00',
      localAfter: '2026-03-08T03:00',
    });
  });

  it('names the change of the clocks in the night of the first launch', async () => {
    const { body } = await preview({ from: '2026-03-08T10:30:00Z' });
    expect(body.clockChanges.map((change: { localBefore: string }) => change.localBefore)).toEqual([
      '2026-03-08T02:00',
      '2026-11-01T02:00',
    ]);
  });

  it('begins at `from`, inclusive, and never lists more than it ends after', async () => {
    const { body } = await preview({ from: '2026-03-08T10:30:00Z', endsAfter: 2 });
    expect(body.launches.map((launch: { local: string }) => launch.local)).toEqual(['2026-03-08T03:30', '2026-03-09T02:30']);
    expect(body.more).toBe(false);
  });

  it('adds pause, cancel and resume of a duration (seed S5)', async () => {
    const plan = { start: '2019-04-23T14:00', timeZone: 'Europe/London', recurrence: { kind: 'once' }, count: 1 };
    const pause = (afterMinutes: number, days: number) => ({ action: 'pause', afterMinutes, resume: { kind: 'after', days, hours: 0 } });
    const first = (await preview({ ...plan, duration: pause(150, 1) })).body.launches[0];
    expect([first.pausesAt, first.resumesAt]).toEqual(['2019-04-23T15:30:00Z', '2019-04-24T13:00:00Z']);
    const second = (await preview({ ...plan, duration: pause(1800, 2) })).body.launches[0];
    expect([second.pausesAt, second.resumesAt]).toEqual(['2019-04-24T19:00:00Z', '2019-04-25T13:00:00Z']);
  });

  it('names every problem at its field', async () => {
    const { status, body } = await preview({ start: '2026-02-31T02:30', timeZone: 'Nowhere', count: 0 });
    expect([status, body.issues.map((issue: { path: string[] }) => issue.path.join('.')).sort()]).toEqual([
      400,
      ['count', 'start', 'timeZone'],
    ]);
  });

  it('is for everybody who is signed in', async () => {
    const reader = await app.signIn('reader');
    expect((await call(reader, 'POST /schedules/preview', PLAN)).status).toBe(200);
    expect((await call(app.anonymous, 'POST /schedules/preview', PLAN)).status).toBe(401);
  });

  it('answers a thousand launches', async () => {
    expect((await preview({ count: 1000 })).body.launches).toHaveLength(1000);
    expect((await preview({ count: 1001 })).status).toBe(400);
  });
});

describe('what an unsaved edit changes', () => {
  it('an hour later moves every launch of 90 days', async () => {
    const { body: saved } = await call(manager, 'POST /schedules', scheduleBody());
    const { body } = await call(manager, `POST /schedules/${saved.id}/diff`, scheduleBody({ start: '2026-03-06T03:30' }));
    // On 8 March 02:30 and 03:30 are the same instant: the first does not exist.
    expect([body.added, body.moved, body.lost]).toEqual([0, 89, 0]);
    expect(body.changes[0]).toMatchObject({ kind: 'moved', before: { local: '2026-03-06T02:30' }, after: { local: '2026-03-06T03:30' } });
  });

  it('deactivating loses them, no change changes nothing', async () => {
    const { body: saved } = await call(manager, 'POST /schedules', scheduleBody({ endsAfter: 5 }));
    const diff = async (fields: object) =>
      (await call(manager, `POST /schedules/${saved.id}/diff`, scheduleBody({ endsAfter: 5, ...fields }))).body;
    expect(await diff({})).toMatchObject({ added: 0, moved: 0, lost: 0, changes: [] });
    expect(await diff({ active: false })).toMatchObject({ added: 0, moved: 0, lost: 5 });
    expect(await diff({ endsAfter: 7 })).toMatchObject({ added: 2, moved: 0, lost: 0 });
  });
});

describe('the calendar', () => {
  it('shows planned launches, from inclusive, to exclusive, of what the person may see', async () => {
    const scanner = await app.signIn('scanner');
    const { body: saved } = await call(
      scanner,
      'POST /schedules',
      scheduleBody({ endsAfter: 3, duration: { action: 'cancel', afterMinutes: 60 } }),
    );
    const range = 'from=2026-03-07T10:30:00Z&to=2026-03-30T00:00:00Z';
    const { body } = await call(scanner, `GET /calendar?${range}`);
    expect(body).toEqual({
      truncated: false,
      nextCursor: null,
      entries: [
        {
          scheduleId: saved.id,
          title: 'Weekly DMZ',
          timeZone: 'America/Los_Angeles',
          at: '2026-03-07T10:30:00Z',
          local: '2026-03-07T02:30',
          verdict: 'planned',
          endsAt: '2026-03-07T11:30:00Z',
          predictedFrom: 'duration',
        },
        {
          scheduleId: saved.id,
          title: 'Weekly DMZ',
          timeZone: 'America/Los_Angeles',
          at: '2026-03-08T10:30:00Z',
          local: '2026-03-08T03:30',
          verdict: 'planned',
          note: 'gap',
          endsAt: '2026-03-08T11:30:00Z',
          predictedFrom: 'duration',
        },
      ],
    });
  });

  it('refuses a range that is empty or longer than 400 days', async () => {
    for (const range of ['from=2026-03-07T00:00:00Z&to=2026-03-07T00:00:00Z', 'from=2026-03-07T00:00:00Z&to=2027-06-07T00:00:00Z']) {
      const { status, body } = await call(manager, `GET /calendar?${range}`);
      expect([status, body.issues[0].path]).toEqual([400, ['to']]);
    }
  });
});

describe('option profiles and time zones', () => {
  it('has three profiles from the first start, and one default', async () => {
    const { items } = (await call(manager, 'GET /option-profiles')).body;
    expect(items.map((item: { name: string; isDefault: boolean }) => [item.name, item.isDefault])).toEqual([
      ['Standard', true],
      ['Full', false],
      ['Light', false],
    ]);
  });

  it('creates a profile, and names all that is wrong with one', async () => {
    const profile = { name: 'Web', engine: 'connect', ports: ' 80, 443 ,8000-8100', intensity: 'low', hostTimeoutMinutes: 5 };
    const created = await call(manager, 'POST /option-profiles', profile);
    expect([created.status, created.body.ports, created.body.isDefault]).toEqual([201, '80,443,8000-8100', false]);
    const { body } = await call(manager, 'POST /option-profiles', { ...profile, name: 'web', ports: '99999', hostTimeoutMinutes: 0 });
    expect(body.issues.map((issue: { path: string[] }) => issue.path[0]).sort()).toEqual(['hostTimeoutMinutes', 'name', 'ports']);
    expect((await call(await app.signIn('scanner'), 'POST /option-profiles', profile)).status).toBe(403);
  });

  it('lists the supported zones with their labels', async () => {
    const { body } = await call(app.anonymous, 'GET /time-zones');
    const zone = body.find((one: { id: string }) => one.id === 'America/Los_Angeles');
    expect(zone).toMatchObject({
      label: '(GMT -08:00) United States, California (Pacific Standard Time)',
      standardOffset: '-08:00',
      observesDst: true,
    });
  });
});
