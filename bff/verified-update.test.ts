import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeArchive } from '#protocol/package-archive';
import { PACKAGE_ENTRY, type PackageName } from '#protocol/packages';
import { buildAgents } from '../scripts/build-agents.mjs';
import { instant } from './domain/time/instant.ts';
import { agentRoutes } from './features/appliances/agent-routes.ts';
import { distributionRoutes } from './features/distribution/distribution-routes.ts';
import { distributionBox } from './features/distribution/feature.ts';
import { ROLES } from './features/distribution/key-store.ts';
import { createRootKey } from './features/distribution/root-key.ts';
import { tables } from './storage/database.ts';
import { createTestApp, type TestApp, type TestPerson } from './testing/test-app.ts';

// The real programs against the real server, in real time: what is built here is what is distributed.
let folder: string;
let app: TestApp;
let manager: TestPerson;
let appliance: { id: string; data: string };
let running: ChildProcess | undefined;
let log = '';
let built: { package: PackageName; version: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distribution-update-'));
  const agentsFolder = join(folder, 'agents');
  await buildAgents(agentsFolder);
  built = JSON.parse(await readFile(join(agentsFolder, 'packages.json'), 'utf8'));
  app = await createTestApp({
    clock: { now: () => instant(Date.now()), set: () => {}, advance: () => instant(Date.now()) },
    listen: true,
    deps: { agentsFolder },
    agentRoutes: (services) => [agentRoutes(services.appliances.agents), distributionRoutes(services.distribution.agents)],
  });
  await app.services.distribution.rounds.keepRepository();
  manager = await app.signIn('manager');
  appliance = await startAppliance();
}, 120_000);
afterAll(async () => {
  if (running?.exitCode === null) {
    running.kill('SIGKILL');
    await once(running, 'close');
  }
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (words: string[]) => {
  const program = join(folder, 'agents', 'watchbill-appliance.mjs');
  const child = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  return child;
};

/** A registered appliance that polls every second. */
const startAppliance = async () => {
  const data = await mkdtemp(join(folder, 'data-'));
  const { id, personalizationCode } = await app.services.appliances.service.create(null, { name: data.slice(-12), promptDelivery: false });
  await app.database.db.update(tables.appliance).set({ pollIntervalSeconds: 1 }).where(eq(tables.appliance.id, id));
  const [code] = await once(start(['register', '--server', app.url, '--perscode', personalizationCode, '--data', data]), 'close');
  expect([code, log]).toEqual([0, expect.stringContaining('Registered')]);
  log = '';
  running = start(['run', '--data', data, '--slots', '1']);
  return { id, data };
};

/** Looks until it holds. */
const until = <T>(look: () => Promise<T | undefined | false>): Promise<T> =>
  vi
    .waitUntil(
      async () => {
        if (running !== undefined && running.exitCode !== null) throw new Error(`the appliance ended: ${log}`);
        return look();
      },
      { timeout: 50_000, interval: 100 },
    )
    .catch((cause) => {
      throw new Error(`it did not come to that; the appliance said: ${log}`, { cause });
    }) as Promise<T>;

const entryOf = async (name: PackageName) => readFile(join(folder, 'agents', PACKAGE_ENTRY[name]), 'utf8');
const versionOf = (name: PackageName): string => built.find((one) => one.package === name)?.version ?? '';

const pack = (name: PackageName, version: string, program: string) =>
  gzipSync(
    writeArchive([
      { name: 'manifest.json', content: Buffer.from(JSON.stringify({ package: name, version })) },
      { name: PACKAGE_ENTRY[name], content: Buffer.from(program) },
    ]),
  );

/** Publishes a version and rolls it out to everybody. */
const rollOut = async (name: PackageName, version: string, program: string) => {
  const { client } = manager;
  await client.packages.publish({ content: pack(name, version, program).toString('base64') });
  return client.rollouts.start({ package: name, version, phases: [{ sharePercent: 100 }], maxFailedPercent: 100 });
};
const end = async (id: string, action: 'abort' | 'advance') => {
  const { client } = manager;
  const { revision } = await client.rollouts.get({ id });
  await client.rollouts[action]({ id, revision });
};
const memberOf = async (rolloutId: string, applianceId: string, ...states: string[]) => {
  const { appliances } = await manager.client.rollouts.get({ id: rolloutId });
  return appliances.find((one) => one.id === applianceId && states.includes(one.state));
};

test('a new scand is installed beside the old one, tested, switched to, used and reported; an abort brings the old one back', async () => {
  const { id } = appliance;
  const next = '9.1.0';
  const { id: rollout } = await rollOut('scand', next, (await entryOf('scand')).replaceAll(versionOf('scand'), next));
  expect(await until(() => memberOf(rollout, id, 'installed', 'failed'))).toMatchObject({ state: 'installed', version: next });
  await end(rollout, 'abort');
  await until(async () => {
    const { versions } = await manager.client.appliances.get({ id });
    return versions?.scand === versionOf('scand');
  });
  await until(async () => {
    const { items } = await manager.client.monitoring.log({ query: 'code:update' });
    const told = items.map(({ details }) => details).filter((each) => each?.to === next);
    return isDeepStrictEqual(told.map((each) => each?.state).sort(), ['downloading', 'installed', 'installing']);
  });
}, 120_000);

test.each([
  ['crashes', 'process.exit(1)\n', /does not start/],
  ['says that it is another', 'process.stdout.write(JSON.stringify({scand:"6.6.6",engines:[]}))\n', /it says that it is version 6\.6\.6/],
  [
    'finds nothing',
    `if (process.argv.includes('--versions')) process.stdout.write(JSON.stringify({scand:'VERSION',engines:[{name:'connect',version:'1'}]}));
     else { process.stdin.once('data', () => { process.stdout.write(JSON.stringify({kind:'ended',outcome:'finished'})+'\\n', () => process.exit(0)); }); }\n`,
    /did not find a port/,
  ],
])(
  'a scand that %s is refused and reported, and the old one stays',
  async (what, program, reason) => {
    const version = `9.2.0-${what.replaceAll(' ', '-')}`;
    const { id: rollout } = await rollOut('scand', version, program.replace('VERSION', version));
    const member = await until(() => memberOf(rollout, appliance.id, 'installed', 'failed'));
    expect(member).toMatchObject({ state: 'failed', reason: expect.stringMatching(reason), version: versionOf('scand') });
    await end(rollout, 'abort');
  },
  120_000,
);

test('after every key was replaced, a new appliance takes the place of the old one; one that ends before it polls is taken back by itself', async () => {
  const { id } = appliance;
  const { uow, clock, secret } = app.deps;
  const rotation = { roles: ROLES, rootKey: undefined, keepRoot: undefined };
  await createRootKey({ uow, clock, box: distributionBox(secret) }).rotate(rotation);
  const good = '9.3.0';
  const first = await rollOut('appliance', good, (await entryOf('appliance')).replaceAll(versionOf('appliance'), good));
  expect(await until(() => memberOf(first.id, id, 'installed', 'failed', 'rolled-back'))).toMatchObject({
    state: 'installed',
    version: good,
  });
  expect(JSON.parse(await readFile(join(appliance.data, 'distribution', 'root.json'), 'utf8'))).toMatchObject({ signed: { version: 2 } });
  await end(first.id, 'advance');
  const bad = '9.4.0';
  const second = await rollOut('appliance', bad, `if (process.argv.includes('--version')) console.log('${bad}'); else process.exit(3);\n`);
  const member = await until(() => memberOf(second.id, id, 'installed', 'failed', 'rolled-back'));
  const reason = 'It ended with exit code 3 before it reached the platform.';
  expect(member).toMatchObject({ state: 'rolled-back', version: good, reason });
}, 120_000);
