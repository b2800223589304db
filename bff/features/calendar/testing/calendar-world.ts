import { occurrences } from '../../../domain/schedules/occurrences.ts';
import { instant } from '../../../domain/time/instant.ts';
import { tables } from '../../../storage/database.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../../testing/test-app.ts';

const { schedule, launch, scan, businessUnit } = tables;

/** A schedule of the scene: every so many days. */
interface Made {
  readonly title: string;
  readonly zone?: string;
  readonly start?: string;
  readonly every?: number;
  readonly endsAfter?: number;
  readonly duration?: { readonly action: 'cancel' | 'pause'; readonly afterMinutes: number };
  readonly unit?: string;
}

/** What is planned from Friday 6 March 2026 on. */
export const MADE: readonly Made[] = [
  { title: 'Berlin nightly', zone: 'Europe/Berlin', start: '2026-03-06T02:30' },
  { title: 'Angeles', zone: 'America/Los_Angeles', start: '2026-03-06T02:30', duration: { action: 'cancel', afterMinutes: 90 } },
  { title: 'Tokyo', zone: 'Asia/Tokyo', start: '2026-03-06T23:10', every: 3, duration: { action: 'pause', afterMinutes: 600 } },
  { title: 'Ends soon', zone: 'Europe/Berlin', start: '2026-03-06T12:00', endsAfter: 4 },
  { title: 'Of the unit', zone: 'Europe/Berlin', start: '2026-03-06T12:00', every: 7, unit: 'EMEA' },
];

export const planOf = ({ zone = 'UTC', start = '2026-03-06T02:30', every = 1, endsAfter }: Made) => ({
  ...({ start, timeZone: zone, observeDst: true, gap: 'shift', fold: 'first', recurrence: { kind: 'daily', every } } as const),
  endsAfter,
});

async function makeSchedules({ app, ann, ids }: Stage, unitId: string): Promise<void> {
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

async function makePast({ app, ann, ids }: Stage, { title, at, verdict, reason, run }: Past): Promise<void> {
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

interface Stage {
  readonly app: TestApp;
  readonly ann: TestPerson;
  /** Of the schedules, by title. */
  readonly ids: Map<string, string>;
}

/** An application with a past and plans, seen by Ann, a manager. Its clock stands at Thursday 5 March 2026, 18:42 UTC. */
export async function createCalendarWorld() {
  const app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  const ann = await app.signIn({ role: 'manager', name: 'Ann Lee' });
  const stage: Stage = { app, ann, ids: new Map() };
  const unitId = app.deps.newId();
  await app.database.db.insert(businessUnit).values({ id: unitId, name: 'EMEA', createdAt: new Date(app.clock.now()) });
  await makeSchedules(stage, unitId);
  const runs = [50, 40, 300, 45, 60].map((minutes, day) => ({ day: day + 1, minutes }));
  for (const { day, minutes } of runs) {
    const startedAt = `2026-02-0${day}T01:30:00Z`;
    const endedAt = new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
    await makePast(stage, { title: 'Berlin nightly', at: startedAt, verdict: 'launched', run: { startedAt, endedAt, state: 'finished' } });
  }
  const lateRun = { startedAt: '2026-03-02T02:00:00Z', endedAt: '2026-03-02T03:00:00Z', state: 'finished' } as const;
  await makePast(stage, {
    title: 'Berlin nightly',
    at: '2026-03-02T01:30:00Z',
    verdict: 'late',
    reason: { code: 'platform-down' },
    run: lateRun,
  });
  await makePast(stage, {
    title: 'Angeles',
    at: '2026-03-03T10:30:00Z',
    verdict: 'skipped',
    reason: { code: 'overlap', scanId: 'x', scanState: 'paused' },
  });
  await makePast(stage, {
    title: 'Angeles',
    at: '2026-03-04T10:30:00Z',
    verdict: 'waiting',
    reason: { code: 'held', heldAt: instant(Date.parse('2026-03-04T10:31:00Z')) },
  });
  await makePast(stage, {
    title: 'Tokyo',
    at: '2026-03-04T22:00:00Z',
    verdict: 'launched',
    run: { startedAt: '2026-03-04T22:01:00Z', state: 'paused' },
  });
  await makePast(stage, { title: 'Gone', at: '2026-03-04T23:00:00Z', verdict: 'missed', reason: { code: 'platform-down' } });
  return { app, unitId, ask: askOf(ann) };
}

export type CalendarWorld = Awaited<ReturnType<typeof createCalendarWorld>>;

/** Asks the calendar as Ann, unless somebody else is named. */
const askOf =
  (ann: TestPerson) =>
  async (parameters: Record<string, string | number>, who: TestPerson = ann) => {
    const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    const answer = await who.fetch(`/api/v1/calendar?${search}`);
    return { status: answer.status, body: await answer.json() };
  };
