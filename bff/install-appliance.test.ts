import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAgents } from '../scripts/build-agents.mjs';
import { agentRoutes } from './features/appliances/agent-routes.ts';
import { createDownloads } from './features/downloads/service.ts';
import { createTestApp, type TestApp, type TestPerson } from './testing/test-app.ts';

/** The real script, run by the real shell against the real server, below a folder that stands for the root of a machine. */
let folder: string;
let root: string;
let app: TestApp;
let manager: TestPerson;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchbill-install-'));
  root = join(folder, 'root');
  const agentsFolder = join(folder, 'agents');
  await buildAgents(agentsFolder);
  app = await createTestApp({ deps: { agentsFolder }, agentRoutes: ({ appliances }) => [agentRoutes(appliances.agents)] });
  manager = await app.signIn('manager');
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | string;
  readonly said: string;
}

/** `sh`, as the one line of the console runs it: the script comes in on standard input. */
async function install(words: readonly string[], change: (script: string) => string = (script) => script, env: object = {}): Promise<Ran> {
  const script = change(await (await app.anonymous.fetch('/install/appliance')).text());
  return new Promise((resolve) => {
    const options = { env: { ...process.env, WATCHBILL_ROOT: root, ...env } };
    const child = execFile('sh', ['-s', '--', '--server', app.url, ...words], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
    child.stdin?.end(script);
  });
}

const at = (path: string) => join(root, path);
const text = (path: string) => readFile(at(path), 'utf8');
const code = async (name: string) => {
  const answer = await manager.fetch('/api/v1/appliances', { method: 'POST', json: { name } });
  return (await answer.json()) as { id: string; personalizationCode: string };
};

test('the programs are listed with version, size and checksum, and handed out to whoever has no session', async () => {
  const { items } = await manager.client.downloads.list();
  expect(items.map(({ name, installPath }) => [name, installPath])).toEqual([
    ['appliance', '/install/appliance'],
    ['sensor', undefined],
    ['scan', undefined],
    ['simulator', undefined],
  ]);
  for (const { path, sha256, bytes, version } of items) {
    expect(version).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/);
    const answer = await app.anonymous.fetch(path);
    const content = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([200, bytes, sha256]);
  }
  expect((await app.anonymous.fetch('/downloads/watchbill-sensor.deb')).status).toBe(404);
  expect(await createDownloads({ ...app.deps, agentsFolder: join(folder, 'nothing') }).list()).toEqual({ items: [] });
});

test('the script installs a service, binds it, and the next run upgrades without another code', async () => {
  const { id, personalizationCode } = await code('lax-scan-01');
  const first = await install(['--perscode', personalizationCode]);
  expect(first).toMatchObject({ code: 0, said: expect.stringContaining('Registered with') });
  // Bound on the platform, with a key that nobody else may read.
  expect(await manager.client.appliances.get({ id })).toMatchObject({ name: 'lax-scan-01', registeredAt: expect.any(String) });
  expect(JSON.parse(await text('var/lib/watchbill-appliance/identity.json'))).toMatchObject({ applianceId: id, server: app.url });
  const modes = ['var/lib/watchbill-appliance', 'var/lib/watchbill-appliance/identity.json', 'usr/local/bin/watchbill-appliance'];
  expect(await Promise.all(modes.map(async (path) => ((await stat(at(path))).mode & 0o777).toString(8)))).toEqual(['700', '600', '755']);
  const current = await readlink(at('opt/watchbill-appliance/current'));
  expect(await readdir(at(`opt/watchbill-appliance/${current}`))).toEqual(expect.arrayContaining(['scand.mjs', 'signatures.wbsig']));
  const unit = await text('etc/systemd/system/watchbill-appliance.service');
  expect(unit).toMatch(/^ExecStart=\/\S*node\S* \/opt\/watchbill-appliance\/current\/watchbill-appliance\.mjs run --reboot-command "/m);
  expect(unit).toMatch(/^Restart=always$/m);
  expect(unit).toMatch(/^AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN$/m);
  expect(unit).not.toContain('@');
  expect(await readdir(at('etc/systemd/system/multi-user.target.wants'))).toEqual([
    'watchbill-appliance-reboot.path',
    'watchbill-appliance.service',
  ]);

  // Another build of the server: the old release goes, the identity stays.
  const identity = await text('var/lib/watchbill-appliance/identity.json');
  const older = at('opt/watchbill-appliance/releases/0.0.1-00000000');
  await cp(at(`opt/watchbill-appliance/${current}`), older, { recursive: true });
  const second = await install([]);
  expect(second).toMatchObject({ code: 0, said: expect.stringContaining('is installed already') });
  expect(second.said).not.toContain('to bind it');
  expect(existsSync(older)).toBe(false);
  expect(await text('var/lib/watchbill-appliance/identity.json')).toBe(identity);

  // Its machine is to be another appliance: only when that is said.
  const other = await code('lax-scan-02');
  expect((await install(['--perscode', other.personalizationCode])).said).toContain('the code was not used');
  expect((await install(['--again', '--perscode', other.personalizationCode])).code).toBe(0);
  expect(JSON.parse(await text('var/lib/watchbill-appliance/identity.json'))).toMatchObject({ applianceId: other.id });
}, 30_000);

test('what cannot be done is said, and nothing is half installed', async () => {
  root = join(folder, 'refused');
  const cases: [Ran, number, RegExp][] = [
    [await install(['--perscode']), 2, /--perscode needs a value/],
    [await install(['--verbose']), 2, /"--verbose" is not an option/],
    [await install(['--server', 'ftp://x']), 2, /"ftp:\/\/x" is not an address/],
    [await install(['--server', 'https://x\nUser=root']), 2, /is not an address/],
    [await install([], (script) => script.replace(/^SHA256='.*'$/m, "SHA256='0000'")), 1, /checksum of .* nothing was installed/],
    [await install(['--server', `${app.url}/nothing`]), 1, /could not be fetched; nothing was installed/],
    // Cut off on its way: the shell has read no whole program.
    [await install([], (script) => script.slice(0, -200)), 2, /end of file/i],
  ];
  for (const [{ code: given, said }, expected, sentence] of cases) {
    expect(said).toMatch(sentence);
    expect(given).toBe(expected);
  }
  expect(existsSync(at('etc'))).toBe(false);
  // A code that is not good: the program is there, bound it is not, and the exit code is the one of `register`.
  expect(await install(['--perscode', '00000000000000'])).toMatchObject({ code: 4, said: expect.stringContaining('was not bound') });
  // Node is too old.
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'node'), '#!/bin/sh\n[ "$1" = --version ] && echo v18.20.4 || echo 18\n', { mode: 0o755 });
  const old = await install([], undefined, { PATH: `${bin}:${process.env.PATH}` });
  expect(old).toMatchObject({ code: 1, said: expect.stringMatching(/Node 20 or newer is needed; \S+ is v18\.20\.4\. Install it/) });
}, 30_000);
