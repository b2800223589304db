// The inventory of an image against listing its files with tar, against checksumming it, and against cdxgen where one is named.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageRead } from './kit/read-image.ts';
import { type BenchRow, formatRatio, formatTime, printTable } from './kit/table.ts';

/** The program `cdxgen` of npm (`@cyclonedx/cdxgen`) with its plugins, installed anywhere. */
const CDXGEN = process.env.WATCHBILL_BENCH_CDXGEN;
const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'watchbill-images-'));
const here = (name: string): string => join(folder, name);

interface Took {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** The quickest of a few, by processor time: others on the machine take turns, not work. */
const quickest = <T extends Took>(run: () => T, rounds = ROUNDS): T =>
  Array.from({ length: rounds }, run).reduce((best, each) => (each.cpuMs < best.cpuMs ? each : best));

const runShell = (command: string): Took => {
  const timed = `TIMEFORMAT='%R %U %S'; time { ${command}; } >/dev/null 2>/dev/null`;
  const ran = spawnSync('bash', ['-c', timed], { encoding: 'utf8' });
  const [real = 0, user = 0, system = 0] = ran.stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { wallMs: real * 1000, cpuMs: (user + system) * 1000 };
};

const KIT = fileURLToPath(new URL('./kit/read-image.ts', import.meta.url));
const readImage = (what: string): ImageRead =>
  JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', KIT, what], { encoding: 'utf8' })) as ImageRead;

const sha256Of = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Parts of this machine as layers: programs and libraries with their package list, and a folder of npm packages. */
function makeLayers(): void {
  const parts = ['usr/lib/git-core', 'usr/lib/python3', 'usr/share/doc', 'usr/share/perl', 'usr/lib/os-release', 'var/lib/dpkg/status'];
  execFileSync('tar', ['-cf', here('1.tar'), '-C', '/', ...parts.filter((part) => existsSync(`/${part}`))], { stdio: 'ignore' });
  execFileSync('tar', [
    '-cf',
    here('2.tar'),
    '-h',
    '--exclude=.cache',
    '-C',
    process.cwd(),
    'node_modules/vite',
    'node_modules/typescript',
    'node_modules/zod',
  ]);
}

/** As an engine saves it, with plain or gzipped layers. */
function makeArchive(name: string, packed: boolean): void {
  const diffIds = ['1.tar', '2.tar'].map((file) => `sha256:${sha256Of(here(file))}`);
  if (packed) for (const file of ['1.tar', '2.tar']) execFileSync('bash', ['-c', `gzip -c ${here(file)} > ${here(file)}.gz`]);
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: diffIds } });
  writeFileSync(here('config'), config);
  const configName = `${sha256Of(here('config'))}.json`;
  renameSync(here('config'), here(configName));
  const layers = ['1.tar', '2.tar'].map((file) => `${file}${packed ? '.gz' : ''}`);
  writeFileSync(here('manifest.json'), JSON.stringify([{ Config: configName, RepoTags: ['bench:1'], Layers: layers }]));
  execFileSync('tar', ['-cf', here(name), '-C', folder, ...layers, configName, 'manifest.json']);
}

const megabytes = (file: string): string => `${Math.round(statSync(here(file)).size / 1e6)} MB`;
const times = ({ cpuMs, wallMs }: Took): string => `${formatTime(cpuMs)} of processor, ${formatTime(wallMs)}`;

interface Peer {
  readonly name: string;
  readonly command: string;
  /** One where a run takes minutes. */
  readonly rounds?: number;
}

function compare(what: string, archive: string, peers: readonly Peer[]): BenchRow[] {
  const ours = quickest(() => readImage(here(archive)));
  const rows = peers.map(({ name, command, rounds }) => {
    const took = quickest(() => runShell(command), rounds);
    return { what, by: name, value: times(took), ratio: `we take ${formatRatio(ours.cpuMs / took.cpuMs)} its processor time` };
  });
  const remark = `${ours.outcome}; ${Math.round(ours.mib)} MiB resident at most, ${Math.round(ours.mibBefore)} before`;
  return [{ what, by: 'Watchbill', value: times(ours), ratio: '', remark }, ...rows];
}

const perLayer = (command: (file: string) => string, suffix = ''): string =>
  ['1.tar', '2.tar'].map((file) => command(here(file + suffix))).join('; ');

function made(what: string, order: string): BenchRow {
  const read = readImage(order);
  const remark = `${read.outcome}; ${Math.round(read.mib)} MiB resident at most, ${Math.round(read.mibBefore)} before`;
  return { what, by: 'Watchbill', value: times(read), ratio: '', remark };
}

try {
  makeLayers();
  makeArchive('plain.tar', false);
  makeArchive('packed.tar', true);
  // From a pipe tar reads everything, as we do; given a file it jumps over the content.
  const rows = [
    ...compare(`plain layers, ${megabytes('plain.tar')}`, 'plain.tar', [
      { name: 'tar -t of each layer from a pipe', command: perLayer((file) => `cat ${file} | tar -t`) },
      { name: 'the same and sha256sum', command: perLayer((file) => `cat ${file} | tar -t; sha256sum ${file}`) },
    ]),
    ...compare(`gzipped layers, ${megabytes('packed.tar')}`, 'packed.tar', [
      { name: 'tar -tz of each layer', command: perLayer((file) => `cat ${file} | tar -tz`, '.gz') },
      ...(CDXGEN ? [{ name: 'cdxgen -t oci', command: `${CDXGEN} -t oci ${here('packed.tar')} -o ${here('bom.json')}`, rounds: 1 }] : []),
    ]),
    made('2 GB in files of 1 MB, made while it is read', 'files:2000:1048576'),
    made('1,000,001 empty files', 'files:1000001:0'),
  ];
  printTable(rows);
  if (!CDXGEN) process.stdout.write('\ncdxgen was not compared: WATCHBILL_BENCH_CDXGEN names no program.\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
