import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { occurrences } from '../../domain/schedules/occurrences.ts';
import { instant } from '../../domain/time/instant.ts';
import { tables } from '../../storage/database.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

/** The clock of the test application stands at Thursday 5 March 2026, 18:42 UTC. */
let app: TestApp;
let ann: TestPerson;
const { schedule, launch, scan, businessUnit } = tables;
const ids = new Map<string, string>();

interface Made {
  readonly title: string;
  readonly zone?: string;
  readonly start?: string;
  readonly every?: number;
  readonly endsAfter?: number;
  readonly duration?: { readonly action: 'cancel' | 'pause'; readonly afterMinutes: number };
  readonly unit?: string;
}

const MADE: readonly Made[] = [
  { title: 'Berlin nightly', zone: 'Europe/Berlin', start: '2026-03-06T02:30' },
  { title: 'Angeles', zone: 'America/Los_Angeles', start: '2026-03-06T02:30', duration: { action: 'cancel', afterMinutes: 90 } },
  { title: 'Tokyo', zone: 'Asia/Tokyo', start: '2026-03-06T23:10', every: 3, duration: { action: 'pause', afterMinutes: 600 } },
  { title: 'Ends soon', zone: 'Europe/Berlin', start: '2026-03-06T12:00', endsAfter: 4 },
  { title: 'Of the unit', zone: 'Europe/Berlin', start: '2026-03-06T12:00', every: 7, unit: 'EMEA' },
];

const planOf = ({ zone = 'UTC', start = '2026-03-06T02:30', every = 1, endsAfter }: Made) => ({
  ...({ start, timeZone: zone, observeDst: true, gap: 'shift', fold: 'first', recurrence: { kind: 'daily', every } } as const),
  endsAfter,
});

async function makeSchedules(unitId: string): Promise<void> {
  const [profile] = await app.database.db.select().from(tables.optionProfile);
  for (const made of MADE) {
    const { start, timeZone, recurrence, ...plan } = planOf(made);
    const [first] = occurrences(planOf(made), { from: instant(0), count: 1 });
    const id = app.deps.newId();
    ids.set(made.title, id);
    const at = new Date(app.clock.now());
    await app.database.db.insert(schedule).values({
      ...{ id, title: made.title, startLocal: start, timeZone, recurrence, observeDst: true, gap: 'shift', fold: 'first' },
      ...{ target: { kind: 'hosts', include: ['192.0.2.1'], exclude: [], assetGroupIds: [] }, scanners: { kind: 'any' } },
      ...{ optionProfileId: profile!.id, notifications: { distributionGroupIds: [] }, ownerId: ann.actor.userId },
      ...{ endsAfter: plan.endsAfter ?? null, duration: made.duration ?? null, businessUnitId: made.unit === undefined ? null : unitId },
      ...{ active: true, nextLaunchAt: new Date(first!.at), nextLaunchLocal: first!.local, createdAt: at, updatedAt: at },
    });
  }
}

interface Past {
  readonly title: string;
  readonly at: string;
  readonly verdict: 'launched' | 'late' | 'skipped' | 'missed' | 'waiting';
  readonly reason?: typeof launch.$inferInsert.reason;
  readonly run?: { readonly startedAt: string; readonly endedAt?: string; readonly state: 'finished' | 'running' | 'paused' };
}

async function makePast({ title, at, verdict, reason, run }: Past): Promise<void> {
  const [profile] = await app.database.db.select().from(tables.optionProfile);
  const scanId = run === undefined ? null : app.deps.newId();
  const scheduleId = ids.get(title) ?? app.deps.newId();
  const due = new Date(at);
  if (run !== undefined && scanId !== null) {
    await app.database.db.insert(scan).values({
      ...{
        id: scanId,
        scheduleId,
        title,
        target: { kind: 'hosts', include: [], exclude: [], assetGroupIds: [] },
        scanners: { kind: 'any' },
      },
      ...{
        optionProfileId: profile!.id,
        profile: { engine: 'auto', ports: 'standard', intensity: 'normal', hostTimeoutSeconds: 60 },
      },
      ...{
        priority: 0,
        ownerId: ann.actor.userId,
        state: run.state,
        pausedBy: run.state === 'paused' ? 'person' : null,
        hostsTotal: 10,
        hostsDone: 6,
      },
      ...{
        queuedAt: due,
        createdAt: due,
        startedAt: new Date(run.startedAt),
        endedAt: run.endedAt === undefined ? null : new Date(run.endedAt),
      },
    });
  }
  await app.database.db.insert(launch).values({
    ...{ id: app.deps.newId(), scheduleId, scheduleTitle: title, timeZone: 'Europe/Berlin', ownerId: ann.actor.userId },
    ...{ nominalAt: due, local: '2026-03-01T00:00', verdict, reason: reason ?? null, decidedAt: due, scanId },
    lateBySeconds: verdict === 'late' ? 1800 : null,
  });
}

beforeAll(async () => {
  app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  ann = await app.signIn({ role: 'manager', name: 'Ann Lee' });
  const unitId = app.deps.newId();
  await app.database.db.insert(businessUnit).values({ id: unitId, name: 'EMEA', createdAt: new Date(app.clock.now()) });
  await makeSchedules(unitId);
  const runs = [50, 40, 300, 45, 60].map((minutes, day) => ({ day: day + 1, minutes }));
  for (const { day, minutes } of runs) {
    const startedAt = `2026-02-0${day}T01:30:00Z`;
    const endedAt = new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
    await makePast({ title: 'Berlin nightly', at: startedAt, verdict: 'launched', run: { startedAt, endedAt, state: 'finished' } });
  }
  const lateRun = { startedAt: '2026-03-02T02:00:00Z', endedAt: '2026-03-02T03:00:00Z', state: 'finished' } as const;
  await makePast({ title: 'Berlin nightly', at: '2026-03-02T01:30:00Z', verdict: 'late', reason: { code: 'platform-down' }, run: lateRun });
  await makePast({
    title: 'Angeles',
    at: '2026-03-03T10:30:00Z',
    verdict: 'skipped',
    reason: { code: 'overlap', scanId: 'x', scanState: 'paused' },
  });
  await makePast({
    title: 'Angeles',
    at: '2026-03-04T10:30:00Z',
    verdict: 'waiting',
    reason: { code: 'held', heldAt: instant(Date.parse('2026-03-04T10:31:00Z')) },
  });
  await makePast({
    title: 'Tokyo',
    at: '2026-03-04T22:00:00Z',
    verdict: 'launched',
    run: { startedAt: '2026-03-04T22:01:00Z', state: 'paused' },
  });
  await makePast({ title: 'Gone', at: '2026-03-04T23:00:00Z', verdict: 'missed', reason: { code: 'platform-down' } });
}, 60_000);
afterAll(() => app.close());

const ask = async (parameters: Record<string, string | number>, who: TestPerson = ann) => {
  const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const answer = await who.fetch(`/api/v1/calendar?${search}`);
  return { status: answer.status, body: await answer.json() };
};

type Entry = {
  title: string;
  at: string;
  verdict: string;
  endsAt?: string;
  predictedFrom?: string;
  startedAt?: string;
  pausedBy?: string;
  scheduleId: string;
};
const MONTH = { from: '2026-02-23', to: '2026-04-06', timeZone: 'America/Los_Angeles' };
const names = (entries: Entry[]) => [...new Set(entries.map(({ title }) => title))].sort();

describe('the calendar', () => {
  it('lists what is planned exactly as the engine that launches does, with the totals of each day of the asked zone', async () => {
    const { body } = await ask({ ...MONTH, query: 'verdict:planned' });
    const [from, to] = [instant(Date.parse('2026-03-05T18:42:00Z')), instant(Date.parse('2026-04-06T07:00:00Z'))];
    const expected = MADE.flatMap((made) =>
      occurrences(planOf(made), { from, to }).map(({ at }) => `${new Date(at).toISOString().replace('.000', '')} ${made.title}`),
    ).sort();
    expect(body.entries.map(({ at, title }: Entry) => `${at} ${title}`).sort()).toEqual(expected);
    for (const day of body.days) {
      const due = body.entries.filter(({ at }: Entry) => at >= day.from && at < day.to);
      expect([day.date, day.total]).toEqual([day.date, due.length]);
    }
  });

  it.each([
    [
      'America/Los_Angeles',
      '2026-03-08',
      23,
      [
        [0, 120],
        [180, 1440],
      ],
    ],
    [
      'America/Los_Angeles',
      '2026-11-01',
      25,
      [
        [0, 120],
        [60, 1440],
      ],
    ],
    [
      'Europe/Berlin',
      '2026-03-29',
      23,
      [
        [0, 120],
        [180, 1440],
      ],
    ],
    [
      'Europe/Berlin',
      '2026-10-25',
      25,
      [
        [0, 180],
        [120, 1440],
      ],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05',
      24.5,
      [
        [0, 120],
        [90, 1440],
      ],
    ],
    ['America/Santiago', '2026-09-06', 23, [[60, 1440]]],
    [
      'Africa/Cairo',
      '2026-10-29',
      25,
      [
        [0, 1440],
        [1380, 1440],
      ],
    ],
  ])('tells what the clocks of %s do on %s', async (timeZone, date, hours, parts) => {
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const { body } = await ask({ from: date, to: next, timeZone, perHour: 1 });
    const [day] = body.days;
    expect([day.hours, day.parts.map((part: { fromMinute: number; toMinute: number }) => [part.fromMinute, part.toMinute])]).toEqual([
      hours,
      parts,
    ]);
    const given = body.entries.length;
    const hidden = body.fullHours.reduce((sum: number, hour: { total: number }) => sum + hour.total - 1, 0);
    expect(given + hidden).toBe(day.total);
  });

  it('gives the first of each day and counts the rest exactly; page by page nothing is lost or given twice', async () => {
    const whole = await ask(MONTH);
    const month = await ask({ ...MONTH, perDay: 1 });
    expect(month.body.days).toEqual(whole.body.days);
    const firsts = whole.body.days.flatMap((day: { from: string; to: string }) =>
      whole.body.entries.filter(({ at }: Entry) => at >= day.from && at < day.to).slice(0, 1),
    );
    expect(month.body.entries).toEqual(firsts);
    expect([whole.body.truncated, month.body.truncated]).toEqual([false, true]);
    const paged: Entry[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await ask({ ...MONTH, limit: 7, ...(cursor !== '' && { cursor }) });
      paged.push(...body.entries);
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(whole.body.entries);
  });

  it('predicts an end from the median of past runs, not behind the limit, by the limit alone, or not at all', async () => {
    const { body } = await ask({ from: '2026-03-06T00:00:00Z', to: '2026-03-07T20:00:00Z', query: 'verdict:planned' });
    const minutes = ({ at, endsAt }: Entry) => (endsAt === undefined ? undefined : (Date.parse(endsAt) - Date.parse(at)) / 60_000);
    const lengths = new Map(body.entries.map((entry: Entry) => [entry.title, [minutes(entry), entry.predictedFrom]]));
    expect(Object.fromEntries(lengths)).toEqual({
      // Of the last five runs: 60, 60 (late), 45, 300 and 40 minutes.
      'Berlin nightly': [60, 'past-runs'],
      Angeles: [90, 'duration'],
      Tokyo: [600, 'duration'],
      'Ends soon': [undefined, undefined],
      'Of the unit': [undefined, undefined],
    });
  });

  it('tells of the past when it really began, who paused it, what is held, and why', async () => {
    const { body } = await ask({ from: '2026-03-02', to: '2026-03-05', timeZone: 'Europe/Berlin' });
    const told = body.entries.map(({ title, verdict, startedAt, endsAt, pausedBy }: Entry) => ({
      title,
      verdict,
      startedAt,
      endsAt,
      pausedBy,
    }));
    expect(told).toEqual([
      { title: 'Berlin nightly', verdict: 'late', startedAt: '2026-03-02T02:00:00Z', endsAt: '2026-03-02T03:00:00Z' },
      { title: 'Angeles', verdict: 'skipped' },
      { title: 'Angeles', verdict: 'held' },
      { title: 'Tokyo', verdict: 'launched', startedAt: '2026-03-04T22:01:00Z', pausedBy: 'person' },
    ]);
    expect(body.entries[1].reason).toBe('The previous scan had not ended: paused');
  });

  it('gives what lasts into a day beside it, uncounted', async () => {
    const { body } = await ask({ from: '2026-03-05', to: '2026-03-06', timeZone: 'Europe/Berlin', perHour: 5, query: 'title:tokyo' });
    expect(body.continuing.map(({ title }: Entry) => title)).toEqual(['Tokyo']);
    expect(body.days[0].total).toBe(0);
  });

  it.each([
    ['title:berlin', ['Berlin nightly']],
    ['zone:tokyo', ['Tokyo']],
    ['owner:me verdict:missed', []],
    ['verdict:missed', ['Gone']],
    ['verdict:held', ['Angeles']],
    ['verdict:skipped,late', ['Angeles', 'Berlin nightly']],
    ['status:inactive', []],
    ['owner:"nobody"', []],
    ['', ['Angeles', 'Berlin nightly', 'Ends soon', 'Gone', 'Of the unit', 'Tokyo']],
  ])('filtered by %j shows %j', async (query, expected) => {
    expect(names((await ask({ ...MONTH, ...(query !== '' && { query }) })).body.entries)).toEqual(expected);
  });

  it('shows and counts for each person only what they may see', async () => {
    const [unit] = await app.database.db.select().from(businessUnit);
    const uma = await app.signIn({ role: 'unit-manager', businessUnitId: unit!.id });
    const sam = await app.signIn('scanner');
    const total = (body: { days: { total: number }[] }) => body.days.reduce((sum, day) => sum + day.total, 0);
    const { body: ofUnit } = await ask({ ...MONTH, perDay: 1 }, uma);
    expect([names(ofUnit.entries), total(ofUnit)]).toEqual([['Of the unit'], ofUnit.entries.length]);
    expect(total((await ask({ ...MONTH, perDay: 1 }, sam)).body)).toBe(0);
  });

  it.each([
    [{ from: '2026-03-01', to: '2026-03-02' }, 'timeZone'],
    [{ from: '2026-03-02', to: '2026-03-01', timeZone: 'UTC' }, 'after the beginning'],
    [{ from: '2026-03-01', to: '2026-05-01', timeZone: 'UTC', perDay: 3 }, '42 days'],
    [{ from: '2026-03-01', to: '2028-05-01', timeZone: 'UTC' }, '400 days'],
    [{ ...MONTH, timeZone: 'Mars/Olympus' }, 'no time zone'],
    [{ ...MONTH, query: 'colour:red' }, 'no filter "colour"'],
    [{ ...MONTH, perDay: 3, perHour: 3 }, 'a day or so many an hour'],
    [{ ...MONTH, cursor: 'xyz' }, 'first page'],
    [{ from: 'yesterday', to: '2026-05-01', timeZone: 'UTC' }, 'nvalid'],
  ])('refuses %j and says %j', async (parameters, part) => {
    const { status, body } = await ask(parameters as Record<string, string>);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(part.replaceAll('"', '\\"'))]);
  });
});
