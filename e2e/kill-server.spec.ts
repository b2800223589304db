import { expect, test } from '@playwright/test';
import { type Api, signIn } from './api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

const SCHEDULES = 200;
const KILLS = 20;
const MINUTE_MS = 60_000;

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

test(`${SCHEDULES} schedules due in two minutes each launch once while the server is killed ${KILLS} times`, async () => {
  test.setTimeout(6 * MINUTE_MS);
  const folder = newFolder();
  const port = await freePort();
  const env = { WATCHBILL_LOCAL_APPLIANCE: '0', WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password };
  let server: ServerProcess = await startServer({ folder, port, env });
  try {
    const api = await signIn(server.url);
    const setup = await api.get<Record<string, unknown>>('/setup/scheduled-scans');
    // Neither the limit nor the hold after an outage is the subject here: every launch shall go through.
    await api.put('/setup/scheduled-scans', { ...setup, maxConcurrentScans: 10_000, holdAfterOutage: 10_000 });
    const firstMinute = (Math.floor(Date.now() / MINUTE_MS) + 1) * MINUTE_MS + (Date.now() % MINUTE_MS > 35_000 ? MINUTE_MS : 0);
    await createSchedules(api, firstMinute);
    // The kills lie between just before the first launch and just after the second.
    const end = firstMinute + MINUTE_MS + 8000;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const at = firstMinute - 2000 + ((end - firstMinute) / KILLS) * kill;
      await until(at);
      await server.kill('SIGKILL');
      server = await startServer({ folder, port, env });
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
    removeFolder(folder);
  }
});

// The schedules are due at real minutes of the clock: the story has to live through them.
function until(at: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, at - Date.now()));
  });
}
