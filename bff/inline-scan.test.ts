import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeArchive } from '#protocol/package-archive';
import { composeManifest } from '../agents/signatures/manifest/write-manifest.ts';
import { buildAgents } from '../scripts/build-agents.mjs';
import { instant } from './domain/time/instant.ts';
import { agentRoutes } from './features/appliances/agent-routes.ts';
import { sensorAgentRoutes } from './features/containers/intake/agent-routes.ts';
import { distributionRoutes } from './features/distribution/distribution-routes.ts';
import { createTestApp, type TestApp, type TestPerson } from './testing/test-app.ts';

/** The inline scanner as it ships, against the real server. */
let folder: string;
let app: TestApp;
let manager: TestPerson;
const NEWER = '2999.01.01-1';
const at = (name: string) => join(folder, name);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const file = (name: string, content: string | Uint8Array) => ({ name, content: Buffer.from(content) });
const STATUS = 'Package: curl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 7.88.1-10\n';
const LAYER = writeArchive([
  file('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n'),
  file('var/lib/dpkg/status', STATUS),
]);
const CONFIG = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(LAYER)}`] } });
const ID = sha256(Buffer.from(CONFIG));
const INDEX = JSON.stringify([{ Config: `${ID}.json`, RepoTags: ['registry.corp.example/team/app:1'], Layers: ['layer.tar'] }]);

const advisory = {
  ...{ id: 'DSA-9999-1', aliases: ['CVE-2999-0001'], severity: 5 as const, summary: 'curl: heap overflow', references: [], versions: [] },
  ranges: [{ events: [{ introduced: '0' }, { fixed: '7.88.1-11' }] }],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchbill-inline-'));
  const agentsFolder = at('agents');
  await buildAgents(agentsFolder);
  await mkdir(at('scan'));
  for (const name of ['watchbill-scan.mjs', 'signatures.wbsig']) await cp(join(agentsFolder, name), at(`scan/${name}`));
  // The server was built with newer signatures than the scanner.
  const packages = [{ ecosystem: 'Debian:12', name: 'curl', advisories: [advisory] }];
  await writeFile(join(agentsFolder, 'signatures.wbsig'), composeManifest({ version: NEWER, sources: [], packages }));
  const built = JSON.parse(await readFile(join(agentsFolder, 'packages.json'), 'utf8')) as { package: string }[];
  const newer = built.map((each) => (each.package === 'signatures' ? { ...each, version: NEWER } : each));
  await writeFile(join(agentsFolder, 'packages.json'), JSON.stringify(newer));
  await writeFile(at('app.tar'), writeArchive([file('layer.tar', LAYER), file(`${ID}.json`, CONFIG), file('manifest.json', INDEX)]));
  app = await createTestApp({
    clock: { now: () => instant(Date.now()), set: () => {}, advance: () => instant(Date.now()) },
    deps: { agentsFolder },
    agentRoutes: ({ appliances, containers, distribution }) => [
      agentRoutes(appliances.agents),
      sensorAgentRoutes(containers.agents),
      distributionRoutes(distribution.agents),
    ],
  });
  await app.services.distribution.rounds.keepRepository();
  manager = await app.signIn('manager');
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  new Promise<{ code: number | string; output: string; problems: string }>((resolve) => {
    execFile(process.execPath, [at('scan/watchbill-scan.mjs'), ...words, '--data', at('data')], (error, output, problems) =>
      resolve({ code: error?.code ?? 0, output, problems }),
    );
  });

test('bound with a code of the console it takes the newest signatures from there, and tells what it found', async () => {
  const { personalizationCode } = await manager.client.sensors.create({ name: 'pipeline', kind: 'cicd' });
  expect(await run('register', '--server', app.url, '--perscode', personalizationCode)).toMatchObject({ code: 0, problems: '' });
  const { code, output, problems } = await run(at('app.tar'), '--upload', '--format', 'json', '--fail-on', 'critical');
  expect([code, problems]).toEqual([1, expect.stringContaining('--fail-on critical: One finding: CVE-2999-0001')]);
  expect(JSON.parse(output).manifest).toMatchObject({ version: NEWER, origin: 'platform' });
  const { items } = await manager.client.images.list({ query: `imageId:${ID}` });
  expect(items).toMatchObject([
    {
      ...{ sha: `sha256:${ID}`, scanState: 'scanned', trigger: 'pipeline', associatedHostsCount: 0, softwareCount: 1 },
      repo: [{ registry: 'registry.corp.example', repository: 'team/app', tag: '1' }],
      vulnerabilities: { severity5Count: 1, fixableCount: 1 },
    },
  ]);
  // What was fetched is used without asking again.
  const offline = JSON.parse((await run(at('app.tar'), '--offline', '--format', 'json')).output);
  expect(offline.manifest).toMatchObject({ version: NEWER, origin: 'platform' });
});
