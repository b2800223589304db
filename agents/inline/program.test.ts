import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matchInventory } from '../inventory/match-inventory.ts';
import { readArchive } from '../inventory/read-archive.ts';
import { configOf, debianLayer, savedArchive, sha256 } from '../inventory/testing/image-of.ts';
import { readValue } from '../inventory/testing/read-value.ts';
import { tarOf } from '../inventory/testing/tar-of.ts';
import { partsOf } from '../registry/testing/image-parts.ts';
import { startStandInRegistry } from '../registry/testing/stand-in-registry.ts';
import { startFakeSensorPlatform } from '../sensor/testing/fake-sensor-platform.ts';
import { openManifest } from '../signatures/manifest/open-manifest.ts';
import { buildPrograms } from '../testing/build-programs.ts';
import { startProgram } from '../testing/running-program.ts';
import { runProgram } from './run-program.ts';
import { writeKnown } from './testing/known.ts';

const LAYERS = [debianLayer('libssl3 3.0.11-1~deb12u2 openssl', 'curl 7.88.1-10', 'bash 5.2-1')];
const ALPINE = tarOf([
  { path: 'etc/os-release', content: 'ID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME="Alpine Linux v3.19"\n' },
  { path: 'lib/apk/db/installed', content: 'P:musl\nV:1.2.4-r2\nA:x86_64\n\n' },
]);

let folder: string;
let program: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inline-program-'));
  program = join(await buildPrograms(folder), '../watchbill-scan.mjs');
  await writeKnown(at('known.wbsig'));
  await writeFile(at('app.tar'), tarOf(savedArchive(LAYERS)));
  await writeFile(at('clean.tar'), tarOf(savedArchive([debianLayer('curl 7.88.1-10+deb12u9')])));
  await writeFile(at('alpine.tar'), tarOf(savedArchive([ALPINE])));
  await writeFile(at('cut.tar'), tarOf(savedArchive(LAYERS)).subarray(0, 3000));
  await writeFile(
    at('bad-policy.json'),
    '{"version":2,"rules":[{"minSeverity":"awful"}],"ignore":[{"id":"CVE-2024-5535","expires":"soon"}],"rule":1}',
  );
  await writeFile(
    at('policy.json'),
    JSON.stringify({
      version: 1,
      rules: [{ name: 'No critical', minSeverity: 'critical' }],
      deny: [{ package: 'curl', reason: 'Use the library.' }],
      ignore: ['CVE-2024-5535', 'CVE-2024-4741'].map((id) => ({ id, reason: 'Not reachable', expires: '2999-01-01' })),
    }),
  );
  await writeLayout();
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The same image as an OCI layout. */
const writeLayout = async (): Promise<void> => {
  const config = configOf(LAYERS);
  const describe = (bytes: Buffer) => ({ digest: `sha256:${sha256(bytes)}`, size: bytes.length });
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, config: describe(config), layers: LAYERS.map(describe) }));
  const index = { schemaVersion: 2, manifests: [{ ...describe(manifest), annotations: { 'org.opencontainers.image.ref.name': 'app:1' } }] };
  await mkdir(at('layout/blobs/sha256'), { recursive: true });
  for (const blob of [config, manifest, ...LAYERS]) await writeFile(at(`layout/blobs/sha256/${sha256(blob)}`), blob);
  await writeFile(at('layout/index.json'), JSON.stringify(index));
};

/** As `main.ts` does, in this process: a start of Node costs more than a scan. */
const run = async (...words: string[]) => {
  let output = '';
  let problems = '';
  const code = await runProgram(words, 'x64', {
    ...{ environment: { DOCKER_CONFIG: folder, HOME: folder }, runningFile: new URL('main.ts', import.meta.url).href, version: '1.0.0' },
    ...{ clock: Date.now, random: () => 0, wait: async () => undefined, newId: () => crypto.randomUUID(), terminal: undefined },
    write: async (text) => {
      output += text;
    },
    complain: (line) => {
      problems += `${line}\n`;
    },
  });
  return { code, output, problems };
};
const scan = (target: string, ...words: string[]) =>
  run(target.includes(':') ? target : at(target), '--manifest', at('known.wbsig'), ...words);

test.each([
  ['an image with findings and no policy passes, and says that nothing was judged', 0, ['app.tar'], 'nothing was judged'],
  ['a severe finding fails at --fail-on', 1, ['app.tar', '--fail-on', 'high'], '2 findings: CVE-2024-4741, CVE-2023-38545'],
  ['an image without findings passes', 0, ['clean.tar', '--fail-on', 'info'], 'PASS: the rule holds.'],
  ['an archive that is cut off is not scannable', 3, ['cut.tar'], 'NOT SCANNABLE'],
  ['an image of which the signatures know nothing is not called clean', 3, ['alpine.tar'], 'Vulnerabilities: not known.'],
  ['a file that is not there', 3, ['none.tar'], 'There is no file'],
  ['an unknown option', 2, ['app.tar', '--nope'], '--nope'],
])('%s (exit code %i)', async (_, code, words, text) => {
  const [target = '', ...others] = words;
  const ended = await scan(target, ...others);
  expect({ code: ended.code, said: ended.output + ended.problems }).toEqual({ code, said: expect.stringContaining(text) });
});

test.each([
  ['passes', 0, ['clean.tar', '--fail-on', 'info'], 'PASS'],
  ['violates the policy', 1, ['app.tar', '--fail-on', 'high'], 'FAIL'],
  ['is not scannable', 3, ['cut.tar'], 'NOT SCANNABLE'],
])('the program as it ships ends with its exit code where an image %s (%i)', async (_, code, [target = '', ...words], text) => {
  const started = startProgram(program, [at(target), '--manifest', at('known.wbsig'), ...words], { WATCHBILL_SCAN_DATA: at('none') });
  expect(await started.ended).toBe(code);
  expect(started.output() + started.problems()).toContain(text);
});

test('a policy with mistakes tells all of them, each at its place', async () => {
  const { code, problems } = await scan('app.tar', '--policy', at('bad-policy.json'));
  expect(code).toBe(2);
  for (const part of [
    'version is 1',
    'rules[0].minSeverity is one of critical',
    'ignore[0].reason is missing',
    'ignore[0].expires is a day',
    'does not take "rule"',
  ])
    expect(problems).toContain(part);
});

test('the verdict names each rule that is broken; what is ignored with a reason does not count', async () => {
  const { code, output } = await scan('app.tar', '--policy', at('policy.json'), '--fail-on', 'high');
  expect(code).toBe(1);
  expect(output).toContain('No package curl: curl 7.88.1-10. Use the library.');
  expect(output).toContain('--fail-on high: One finding: CVE-2023-38545');
  expect(output).not.toContain('No critical');
  expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('archive, OCI layout and registry give the same findings as the matching that sensors use', async () => {
  const registry = await startStandInRegistry();
  registry.add('1', partsOf(LAYERS));
  try {
    const manifest = await openManifest(at('known.wbsig'));
    const [inventory] = readValue(await readArchive(at('app.tar')));
    const expected = (await matchInventory(inventory!, manifest)).map(({ advisoryId, purl, layer }) => ({ advisoryId, purl, layer }));
    await manifest.close();
    expect(expected).toHaveLength(3);
    const runs = [
      scan('app.tar', '--format', 'json'),
      scan('layout', '--format', 'json'),
      scan(`${registry.host}/app:1`, '--plain-http', '--platform', 'linux/amd64', '--format', 'json'),
    ];
    for (const { output, problems } of await Promise.all(runs)) {
      const report = JSON.parse(output || problems);
      expect(report.images[0]).toMatchObject({ imageId: inventory!.imageId, findings: expected });
    }
  } finally {
    await registry.close();
  }
});

test('--output writes the file, and the verdict still goes to the terminal', async () => {
  const { code, output, problems } = await scan('app.tar', '--format', 'sarif', '-o', at('report.sarif'), '--fail-on', 'critical');
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(problems).toContain('FAIL: the policy is violated.');
  expect(JSON.parse(await readFile(at('report.sarif'), 'utf8')).version).toBe('2.1.0');
});

test('without --manifest the signatures that ship are used', async () => {
  const { code, output } = await run(at('app.tar'), '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(output).manifest).toMatchObject({ origin: 'shipped', version: expect.stringMatching(/^\d{4}\./) });
});

test('help tells the options and exit codes', async () => {
  const { code, output } = await run('--help');
  expect(code).toBe(0);
  for (const part of ['--policy', '--fail-on', '--plain-http', 'Exit codes: 0 pass, 1 policy violated']) expect(output).toContain(part);
});

test('bound to a platform, it tells it what was found; without a binding --upload says what is missing', async () => {
  const platform = await startFakeSensorPlatform();
  try {
    const data = at('bound');
    const unbound = await scan('app.tar', '--upload', '--data', data);
    expect(unbound).toMatchObject({ code: 2, problems: expect.stringContaining('watchbill-scan register') });
    const bound = await run('register', '--server', platform.url, '--perscode', '12345678901234', '--data', data);
    expect(bound).toMatchObject({ code: 0, output: expect.stringContaining('identity.json') });
    expect((await scan('app.tar', '--upload', '--data', data, '--fail-on', 'high')).code).toBe(1);
    expect(platform.of('image-scanned')).toEqual([
      expect.objectContaining({
        ...{ trigger: 'pipeline', manifest: '2026.11.22-1', names: { repoTags: ['app:1'], repoDigests: [] } },
        findings: expect.arrayContaining([expect.objectContaining({ advisoryId: 'DSA-5764-1', fixedVersion: '3.0.14-1~deb12u2' })]),
      }),
    ]);
    expect(platform.problems).toEqual([]);
    expect((await run(at('clean.tar'), '--data', data, '--format', 'json')).code).toBe(0);
    expect(platform.checkIns).toHaveLength(1);
  } finally {
    await platform.close();
  }
});
