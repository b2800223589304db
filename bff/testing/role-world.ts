import { eq } from 'drizzle-orm';
import type { ScanState } from '../domain/scans/scan.ts';
import { tables } from '../storage/database.ts';
import { createTestApp, type TestApp, type TestPerson } from './test-app.ts';

/** Everybody who asks, in the order of the columns. */
export const ROLES = ['primary', 'manager', 'head A', 'scanner A', 'reader A', 'reader', 'head B'] as const;
export type RoleName = (typeof ROLES)[number];

/** Whose a thing is: the asking person's own, a colleague's in unit A or B, or the primary contact's, in no unit. */
export type Place = 'own' | 'A' | 'B' | 'account';

/** The networks that units A and B own; 10.9.0.0/16 is nobody's. */
export const HOST: Record<Exclude<Place, 'own'>, string> = { A: '10.1.0.7', B: '10.2.0.7', account: '10.9.0.7' };

export type RoleWorld = Awaited<ReturnType<typeof roleWorld>>;

/** Two units, somebody of each role, and a scanner in each unit who owns what others ask for. */
export async function roleWorld() {
  const app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  const primary = await app.signIn({ role: 'manager', primaryContact: true });
  const a = (await primary.client.businessUnits.create({ name: 'A', networks: ['10.1.0.0/16'] })).id;
  const b = (await primary.client.businessUnits.create({ name: 'B', networks: ['10.2.0.0/16'] })).id;
  const people: Record<RoleName, TestPerson> = {
    primary,
    manager: await app.signIn({ role: 'manager' }),
    'head A': await app.signIn({ role: 'unit-manager', businessUnitId: a }),
    'scanner A': await app.signIn({ role: 'scanner', businessUnitId: a }),
    'reader A': await app.signIn({ role: 'reader', businessUnitId: a }),
    reader: await app.signIn({ role: 'reader' }),
    'head B': await app.signIn({ role: 'unit-manager', businessUnitId: b }),
  };
  const owners: Record<Exclude<Place, 'own'>, TestPerson> = {
    A: await app.signIn({ role: 'scanner', businessUnitId: a }),
    B: await app.signIn({ role: 'scanner', businessUnitId: b }),
    account: primary,
  };
  await unlimited(app, primary);
  return {
    ...{ app, people, units: { A: a, B: b } },
    owner: (place: Place, asker: RoleName) => (place === 'own' ? people[asker] : owners[place]),
    setScanState: (id: string, state: ScanState) => app.database.db.update(tables.scan).set({ state }).where(eq(tables.scan.id, id)),
    /** A row of the ledger, as the launcher would write it for this schedule. */
    addLaunch: async (schedule: { id: string; title: string }, day: string, held = false) => {
      const id = app.deps.newId();
      const [{ ownerId, businessUnitId }] = (await app.database.db
        .select()
        .from(tables.schedule)
        .where(eq(tables.schedule.id, schedule.id))) as [typeof tables.schedule.$inferSelect];
      const at = new Date(`${day}T10:30:00Z`);
      await app.database.db.insert(tables.launch).values({
        ...{ id, scheduleId: schedule.id, scheduleTitle: schedule.title, timeZone: 'America/Los_Angeles', ownerId, businessUnitId },
        ...{ nominalAt: at, local: `${day}T02:30`, decidedAt: at },
        ...(held
          ? ({ verdict: 'waiting', reason: { code: 'held', heldAt: app.clock.now() } } as const)
          : ({ verdict: 'missed', reason: { code: 'not-released', by: 'Mia' } } as const)),
      });
      return id;
    },
  };
}

/** So that no limit of the account decides what a permission should. */
async function unlimited({ services }: TestApp, { actor }: TestPerson): Promise<void> {
  const rules = await services.settings.scheduledScans();
  await services.settings.changeScheduledScans(actor, { ...rules, maxConcurrentScans: 1000 });
}

/** Calls as that person; answers the status and the body, read from JSON where it is JSON. */
export async function call(person: TestPerson, route: string, json?: unknown) {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await person.fetch(`/api/v1${path}`, { method, ...(json === undefined ? {} : { json }) });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, text, body: isJson ? JSON.parse(text) : undefined };
}
