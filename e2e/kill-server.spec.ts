import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { type Api, signIn } from './api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

const SCHEDULES = 200;
const KILLS = 20;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long before a minute its kills begin: about two lives of the server. */
const BEFORE_MS = 4000;

interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

async function all<T>(api: Api, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<T> = await api.get(`${path}?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

async function createSchedules(api: Api, firstMinute: number): Promise<void> {
  for (let n = 0; n < SCHEDULES; n += 1) {
    const start = new Date(firstMinute + (n % 2) * MINUTE_MS).toISOString().slice(0, 16);
    await api.post('/schedules', {
      title: `Watch ${n}`,
      target: { kind: 'hosts', include: ['127.0.0.1'] },
      scanners: { kind: 'any' },
      start,
      timeZone: 'Africa/Abidjan', // UTC all year.
      observeDst: false,
      recurrence: { kind: 'once' },
    });
  }
}

/** Starts the server with a clock that shows `at` now. */
const startAt = (at: number, more: { folder: string; port: number }): Promise<ServerProcess> => {
  const env = { WATCHBILL_LOCAL_APPLIANCE: '0', WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password };
  const program = ['dist/testing/shifted-server.mjs', '--ahead', String(at - Date.now()), '--root', '.'];
  return startServer({ ...more, env, program });
};

test(`${SCHEDULES} schedules due in two minutes each launch once while the server is killed ${KILLS} times`, async () => {
  test.slow(); // A bound, not a wait: twenty starts of the server.
  const place = { folder: newFolder(), port: await freePort() };
  const firstMinute = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS + HOUR_MS;
  let server: ServerProcess = await startAt(firstMinute - HOUR_MS, place);
  try {
    const api = await signIn(server.url);
    const setup = await api.get<Record<string, unknown>>('/setup/scheduled-scans');
    // Neither the limit nor the hold after an outage is the subject here: every launch shall go through.
    await api.put('/setup/scheduled-scans', { ...setup, maxConcurrentScans: 10_000, holdAfterOutage: 10_000 });
    await createSchedules(api, firstMinute);
    // Each minute comes while the server is being killed and started again; nobody waits for it in between.
    for (const minute of [firstMinute, firstMinute + MINUTE_MS]) {
      const begin = Date.now();
      for (let kill = 0; kill < KILLS / 2; kill += 1) {
        await server.kill('SIGKILL');
        server = await startAt(minute - BEFORE_MS + Date.now() - begin, place);
        // Each kill falls at another moment of a life: before, in and after the launches that are due at its beginning.
        await pause(kill * 60);
      }
    }
    const after = await signIn(server.url);
    await expect.poll(async () => (await all(after, '/launches')).length, { timeout: 60_000 }).toBe(SCHEDULES);
    const launches = await all<{ scheduleId: string; scanId?: string; verdict: string }>(after, '/launches');
    const scans = await all<{ id: string; scheduleId: string }>(after, '/scans');
    expect(new Set(launches.map((launch) => launch.scheduleId)).size).toBe(SCHEDULES);
    expect(launches.map((launch) => launch.verdict).filter((verdict) => verdict !== 'launched' && verdict !== 'late')).toEqual([]);
    expect(scans.map((scan) => scan.scheduleId).sort()).toEqual(launches.map((launch) => launch.scheduleId).sort());
    expect(scans.map((scan) => scan.id).sort()).toEqual(launches.map((launch) => launch.scanId).sort());
  } finally {
    await server.kill('SIGTERM');
    removeFolder(place.folder);
  }
});
