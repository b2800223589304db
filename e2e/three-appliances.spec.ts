import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { type Api, signIn } from './api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

// Every address of 127.0.0.0/8 is this machine: many hosts without a network, 30 slices of 16.
const TARGET = '127.0.2.0-127.0.3.223';
const HOSTS = 480;
const SLOTS = { small: 1, middle: 2, large: 4 } as const;
type Name = keyof typeof SLOTS;
const NAMES = Object.keys(SLOTS) as Name[];

interface Slice {
  readonly state: string;
  readonly hostsDone: number;
  readonly applianceName?: string;
  readonly lost: readonly { readonly applianceName: string; readonly outcome: string }[];
}

const folder = newFolder();
const running = new Map<Name, ChildProcess>();
let server: ServerProcess;
let api: Api;

const appliance = (name: Name, ...words: string[]) =>
  spawn(process.execPath, ['dist/agents/watchbill-appliance.mjs', ...words, '--data', `${folder}/${name}`], { stdio: 'ignore' });

async function enrol(name: Name): Promise<void> {
  const { personalizationCode } = await api.post<{ personalizationCode: string }>('/appliances', { name });
  const registering = appliance(name, 'register', '--server', server.url, '--perscode', personalizationCode);
  expect(await once(registering, 'exit')).toEqual([0, null]);
  // The machine is busy with other tests: its load is not the subject here, its slots are.
  running.set(name, appliance(name, 'run', '--slots', String(SLOTS[name]), '--max-load', '1000'));
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

test.beforeAll(async () => {
  const env = { WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password, WATCHBILL_LOCAL_APPLIANCE: '0' };
  server = await startServer({ folder, port: await freePort(), env });
  api = await signIn(server.url);
  for (const name of NAMES) await enrol(name);
  const online = async () => (await api.get<{ items: { state: string }[] }>('/appliances')).items.filter(({ state }) => state === 'online');
  await expect.poll(async () => (await online()).length, { timeout: 60_000 }).toBe(NAMES.length);
});

test.afterAll(async () => {
  for (const child of running.values()) await end(child, 'SIGTERM');
  await server?.kill('SIGTERM');
  removeFolder(folder);
});

async function launch(): Promise<string> {
  const profiles = await api.get<{ items: { id: string; name: string }[] }>('/option-profiles');
  const optionProfileId = profiles.items.find(({ name }) => name === 'Light')?.id;
  const body = { title: 'Three appliances', target: { kind: 'hosts', include: [TARGET] }, optionProfileId, scanners: { kind: 'any' } };
  return (await api.post<{ id: string }>('/scans', body)).id;
}

const slicesOf = async (id: string) => (await api.get<{ items: Slice[] }>(`/scans/${id}/slices`)).items;
const stateOf = async (id: string) => (await api.get<{ state: string }>(`/scans/${id}`)).state;
const count = (slices: readonly Slice[], name: Name, state: string) =>
  slices.filter((slice) => slice.state === state && slice.applianceName === name).length;

async function leases(id: string): Promise<number[]> {
  const slices = await slicesOf(id);
  return NAMES.map((name) => count(slices, name, 'leased'));
}

async function allResults(id: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: { address: string }[]; nextCursor: string | null } = await api.get(`/scans/${id}/results?limit=200${more}`);
    found.push(...page.items.map(({ address }) => address));
    cursor = page.nextCursor;
  }
  return found;
}

/** So many looks in a row see the same: what was on its way when the appliance was stopped has been taken in. */
const ALIKE = 30;

/** Slices that it still has while it is stopped. */
async function heldWhileStopped(id: string, name: Name): Promise<number> {
  let held = -1;
  for (let alike = 0; alike < ALIKE; ) {
    const now = count(await slicesOf(id), name, 'leased');
    alike = now === held ? alike + 1 : 0;
    held = now;
  }
  return held;
}

/** Stops it first, so that what it has when it is killed is what it still has then: it reports nothing in between. */
async function killAtWork(id: string, name: Name): Promise<void> {
  const child = running.get(name)!;
  do {
    child.kill('SIGCONT');
    await expect.poll(async () => count(await slicesOf(id), name, 'leased'), { intervals: [20] }).toBeGreaterThan(0);
    child.kill('SIGSTOP');
  } while ((await heldWhileStopped(id, name)) === 0);
  await end(child, 'SIGKILL');
}

test('three appliances share a scan by their slots; one is killed, the others finish it, each host once', async () => {
  const id = await launch();
  // Each has as many slices as it has slots, while others wait and say what for.
  await expect.poll(() => leases(id), { intervals: [50] }).toEqual(NAMES.map((name) => SLOTS[name]));
  const { items } = await api.get<{ items: { appliances: { name: string; reason: string }[] }[] }>(`/scans/${id}/waits`);
  expect(items[0]?.appliances.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  const done = async () => (await slicesOf(id)).filter(({ state }) => state === 'done').length;
  await expect.poll(done, { timeout: 120_000, intervals: [100] }).toBeGreaterThanOrEqual(8);
  await killAtWork(id, 'large');
  const killed = await slicesOf(id);
  const shares = NAMES.map((name) => count(killed, name, 'done'));
  test.info().annotations.push({ type: 'slices done by 1, 2 and 4 slots before the kill', description: shares.join(', ') });
  expect(shares[2]).toBeGreaterThan(shares[0]!);
  expect(await stateOf(id)).toBe('running');

  // What it had is given away when its leases end, 90 s after its last word.
  await expect.poll(() => stateOf(id), { timeout: 200_000, intervals: [1000] }).toBe('finished');
  const ended = await slicesOf(id);
  const lost = ended.filter((slice) =>
    slice.lost.some(({ applianceName, outcome }) => applianceName === 'large' && outcome === 'lease-lost'),
  );
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.map(({ applianceName }) => applianceName)).not.toContain('large');
  const results = await allResults(id);
  expect([results.length, new Set(results).size]).toEqual([HOSTS, HOSTS]);
});
