import { expect, test } from '@playwright/test';
import { type Api, signIn } from './api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

interface ScanView {
  readonly id: string;
  readonly state: string;
  readonly createdAt: string;
  readonly hops: { readonly acceptedAt?: string };
}

/** Far above what it takes (under 100 ms), far below the poll interval of 190 s. */
const HAND_OVER_MS = 1000;
const TRIES = 3;

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

async function handOverMs(target: string): Promise<number> {
  const profiles = await api.get<{ items: { id: string; name: string }[] }>('/option-profiles');
  const optionProfileId = profiles.items.find(({ name }) => name === 'Light')?.id;
  const order = { title: 'Handed over', target: { kind: 'hosts', include: [target] }, optionProfileId, scanners: { kind: 'any' } };
  const { id } = await api.post<ScanView>('/scans', order);
  const look = () => api.get<ScanView>(`/scans/${id}`);
  await expect.poll(async () => (await look()).state, { timeout: 90_000, intervals: [500] }).toBe('finished');
  const { createdAt, hops } = await look();
  return Date.parse(hops.acceptedAt ?? '') - Date.parse(createdAt);
}

test('a scan reaches an appliance that holds its poll within a second', async () => {
  test.setTimeout(300_000);
  const isOnline = async () => (await api.get<{ items: { state: string }[] }>('/appliances')).items[0]?.state;
  await expect.poll(isOnline, { timeout: 30_000 }).toBe('online');
  const measured: number[] = [];
  for (let n = 1; n <= TRIES; n += 1) measured.push(await handOverMs(`127.0.0.${n}`));
  test.info().annotations.push({ type: 'hand-over in ms', description: measured.join(', ') });
  // The best of three: a machine that is busy with something else delays one of them, a poll that is not held all three.
  expect(Math.min(...measured)).toBeLessThan(HAND_OVER_MS);
});
