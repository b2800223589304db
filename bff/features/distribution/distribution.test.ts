import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeArchive } from '#protocol/package-archive';
import { HOUR_MS } from '../../domain/time/instant.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { distributionRoutes } from './distribution-routes.ts';
import { createDistribution } from './feature.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp({ agentRoutes: (services) => [distributionRoutes(services.distribution.agents)] });
  manager = await app.signIn('manager');
});
afterAll(() => app.close());

const pack = (name: string, version: string, entry = 'scand.mjs') =>
  gzipSync(
    writeArchive([
      { name: 'manifest.json', content: Buffer.from(JSON.stringify({ package: name, version })) },
      { name: entry, content: Buffer.from('program') },
    ]),
  ).toString('base64');
const metadata = async (name: string) => {
  const answer = await app.anonymous.fetch(`/agent/v1/distribution/metadata/${name}`);
  return answer.ok
    ? ((await answer.json()) as { signed: { version: number; expires: string; targets: Record<string, unknown> } }).signed
    : answer.status;
};

test('two replicas that start together make one set of keys, publish once and sign once', async () => {
  const own = [{ package: 'scand' as const, version: '1.0.0', content: Buffer.from(pack('scand', '1.0.0'), 'base64') }];
  const replicas = [1, 2].map(() => createDistribution({ ...app.deps, ownPackages: async () => own }));
  await Promise.all(replicas.map((one) => one.rounds.keepRepository()));
  await Promise.all(replicas.map((one) => one.rounds.keepRepository()));
  expect(await metadata('1.root.json')).toMatchObject({ version: 1 });
  expect(await metadata('2.root.json')).toBe(404);
  expect(await metadata('timestamp.json')).toMatchObject({ version: 1 });
  expect(Object.keys(((await metadata('1.targets.json')) as { targets: object }).targets)).toEqual(['scand-1.0.0.tar.gz']);
  expect((await manager.client.packages.list()).items).toMatchObject([{ version: '1.0.0', use: 'current' }]);
  expect((await manager.client.rollouts.list()).items).toMatchObject([{ version: '1.0.0', state: 'completed' }]);
});

test('signatures are renewed before they end, and not sooner', async () => {
  await app.services.distribution.rounds.keepRepository();
  expect(await metadata('timestamp.json')).toMatchObject({ version: 1 });
  app.clock.advance(25 * HOUR_MS);
  await app.services.distribution.rounds.keepRepository();
  expect(await metadata('timestamp.json')).toMatchObject({ version: 2 });
  expect(await metadata('2.snapshot.json')).toBe(404);
});

test('a published package is signed and served, whole, from a byte on, and not again to who has it', async () => {
  const content = pack('scand', '1.1.0');
  const { sha256 } = await manager.client.packages.publish({ content });
  const path = `/agent/v1/distribution/targets/${sha256}.scand-1.1.0.tar.gz`;
  const whole = Buffer.from(await (await app.anonymous.fetch(path)).arrayBuffer());
  expect(whole).toEqual(Buffer.from(content, 'base64'));
  const rest = await app.anonymous.fetch(path, { headers: { range: 'bytes=100-', 'if-range': `"${sha256}"` } });
  expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes 100-${whole.length - 1}/${whole.length}`]);
  expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(100));
  expect((await app.anonymous.fetch(path, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
  expect((await app.anonymous.fetch(path.replace(sha256, '0'.repeat(64)))).status).toBe(404);
});

test.each([
  ['no archive', Buffer.from('hello').toString('base64'), /not a gzipped archive/],
  ['a version that is there', pack('scand', '1.1.0'), /already/],
  ['no program', pack('scand', '1.2.0', 'other.mjs'), /holds scand\.mjs/],
  ['no known package', pack('kernel', '1.2.0'), /manifest\.json/],
  ['a version that leads elsewhere', pack('scand', '../../1'), /manifest\.json/],
  ['a bomb', gzipSync(Buffer.alloc(80 * 1024 * 1024)).toString('base64'), /more than 64 MiB/],
])('%s is not published, and it is said why', async (_, content, reason) => {
  const answer = await manager.fetch('/api/v1/packages', { method: 'POST', json: { content } });
  expect([answer.status, ((await answer.json()) as { issues: { message: string }[] }).issues[0]?.message]).toEqual([
    400,
    expect.stringMatching(reason),
  ]);
});

test('only managers publish and roll out; one roll-out of a package at a time, by the newest state of it', async () => {
  const scanner = await app.signIn('scanner');
  const plan = { package: 'scand', version: '1.1.0', phases: [{ sharePercent: 50 }, { sharePercent: 100 }] } as const;
  const start = (by: TestPerson) => by.fetch('/api/v1/rollouts', { method: 'POST', json: plan });
  expect((await start(scanner)).status).toBe(403);
  const begun = await start(manager);
  const { id, revision } = (await begun.json()) as { id: string; revision: number };
  expect([begun.status, (await start(manager)).status]).toEqual([201, 409]);
  const advanced = await manager.client.rollouts.advance({ id, revision });
  expect(advanced).toMatchObject({ phase: 2, state: 'running', formerVersion: '1.0.0' });
  const late = await manager.fetch(`/api/v1/rollouts/${id}/advance`, { method: 'POST', json: { revision } });
  expect(late.status).toBe(409);
  const { items } = await manager.client.packages.list();
  const inUse = await manager.fetch(`/api/v1/packages/${items.find(({ version }) => version === '1.1.0')?.id}/withdraw`, {
    method: 'POST',
  });
  expect(inUse.status).toBe(409);
  expect(await manager.client.rollouts.abort({ id, revision: advanced.revision })).toMatchObject({ state: 'aborted' });
});
