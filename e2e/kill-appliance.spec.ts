import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { type Api, signIn } from './api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

// Every address of 127.0.0.0/8 is this machine: many hosts without a network. More slices than the appliance has slots.
const HOSTS = Array.from({ length: 200 }, (_, n) => `127.0.0.${n + 1}`);

interface ScanView {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly hostsDone: number; readonly hostsTotal: number; readonly slicesDone: number };
}

const folder = newFolder();
let server: ServerProcess;
let api: Api;

test.beforeAll(async () => {
  const env = { WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password };
  server = await startServer({ folder, port: await freePort(), env });
  api = await signIn(server.url);
});

test.afterAll(async () => {
  await server?.kill('SIGTERM');
  removeFolder(folder);
});

/** The local appliance keeps its process id in its lock file. */
function appliancePid(): number {
  return Number.parseInt(readFileSync(`${folder}/appliance/lock`, 'utf8'), 10);
}

async function launch(title: string): Promise<string> {
  const profiles = await api.get<{ items: { id: string; name: string }[] }>('/option-profiles');
  const optionProfileId = profiles.items.find(({ name }) => name === 'Light')?.id;
  const target = { kind: 'hosts', include: HOSTS };
  const scan = await api.post<ScanView>('/scans', { title, target, optionProfileId, scanners: { kind: 'any' } });
  return scan.id;
}

const look = (id: string) => api.get<ScanView>(`/scans/${id}`);

test('an appliance that is killed in the middle of a scan finishes it, each host once', async () => {
  test.setTimeout(300_000);
  await expect
    .poll(async () => (await api.get<{ items: { state: string }[] }>('/appliances')).items[0]?.state, { timeout: 30_000 })
    .toBe('online');
  const id = await launch('Killed in the middle');
  await expect.poll(async () => (await look(id)).progress.hostsDone, { timeout: 90_000, intervals: [100] }).toBeGreaterThan(0);
  const before = await look(id);
  expect(before.state).toBe('running');
  process.kill(appliancePid(), 'SIGKILL');
  await expect.poll(async () => (await look(id)).state, { timeout: 240_000, intervals: [1000] }).toBe('finished');
  const results = await api.get<{ items: { address: string }[]; total: { count: number } }>(`/scans/${id}/results?limit=200`);
  expect(results.items.map(({ address }) => address).sort()).toEqual([...HOSTS].sort());
  expect((await look(id)).progress).toMatchObject({ hostsDone: HOSTS.length, hostsTotal: HOSTS.length });
});
