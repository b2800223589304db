import { CONTAINER_STATES, SCAN_STATES, TRIGGERS } from '../../../domain/containers/container.ts';
import type { ContainerToken } from '../../../domain/qql/container-tokens.ts';
import type { ImageToken } from '../../../domain/qql/image-tokens.ts';
import { instant } from '../../../domain/time/instant.ts';
import { type Database, tables } from '../../database.ts';

export const NOW = instant(Date.parse('2026-03-31T12:00:00Z'));

/** What names, packages and titles are made of: words that share parts, several letters cases, marks, and letters beyond ASCII. */
export const TEXTS = [
  ...['nginx', 'Nginx Ingress', 'ghcr.io', 'docker.io', 'library/nginx', 'library/postgres', 'team_a/app', 'app', '1.25', '15.4-bookworm'],
  ...['Debian 12', 'Ubuntu 22.04', 'windows 7', 'Windows  7-SP1', '7 windows', 'openssl', 'libssl3', 'CVE-2024-6387', 'CVE-2023-0001'],
  ...[
    'DSA-5724-1',
    '100%',
    'a_b',
    "o'brien",
    'back`tick',
    'quote"d',
    'über',
    'Ärger ÜBER',
    '日本語 nginx',
    'x\\y',
    'amd64',
    'host-07',
    'host-7',
  ],
] as const;

const HEX = ['9f1c2e7ab04d', '9f1c2e7ab04e', '3b6c9d1e5f20', '0011aabb'];
/** Digests, without `sha256:`. */
export const DIGITS = Array.from({ length: 40 }, (_, n) => `${HEX[n % HEX.length]}${n.toString(16).padStart(2, '0')}`.padEnd(64, 'f0e1'));

export interface KnownRow<Name extends string> {
  readonly id: string;
  readonly values: Readonly<Record<Name, readonly (string | number | boolean)[]>>;
}

/** Numbers that look thrown and are always the same. */
function dice(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  return {
    below,
    pick,
    text: () => pick<string>(TEXTS),
    maybe: <T>(value: T): T | null => (below(4) === 0 ? null : value),
    when: () => new Date(NOW - below(24 * 60) * 3_600_000),
    some: <T>(make: () => T, most = 3): T[] => Array.from({ length: below(most + 1) }, make),
  };
}
type Dice = ReturnType<typeof dice>;

const uuid = (kind: number, n: number): string => `00000000-0000-7000-800${kind}-${n.toString(16).padStart(12, '0')}`;
const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);
const time = (at: Date | null): number[] => (at === null ? [] : [at.getTime()]);

function scan({ below, pick, maybe, when }: Dice) {
  const counts = Array.from({ length: 5 }, () => (below(3) === 0 ? below(5) : 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [severity1Count = 0, severity2Count = 0, severity3Count = 0, severity4Count = 0, severity5Count = 0] = counts;
  const row = {
    ...{ severity1Count, severity2Count, severity3Count, severity4Count, severity5Count, fixableCount: below(total + 1) },
    ...{ scanState: pick(SCAN_STATES), scanTrigger: maybe(pick(TRIGGERS)), lastVmScanDate: maybe(when()) },
  };
  const count = (n: number) => (row.lastVmScanDate === null ? [] : [counts[n - 1]!]);
  const values = {
    lastVmScanDate: time(row.lastVmScanDate),
    scanState: [row.scanState],
    trigger: present(row.scanTrigger),
    'vulnerabilities.severity': counts.flatMap((of, at) => (of > 0 ? [at + 1] : [])),
    'vulnerabilities.isFixable': [...(row.fixableCount > 0 ? [true] : []), ...(total > row.fixableCount ? [false] : [])],
    'vulnerabilities.severity1Count': count(1),
    'vulnerabilities.severity2Count': count(2),
    'vulnerabilities.severity3Count': count(3),
    'vulnerabilities.severity4Count': count(4),
    'vulnerabilities.severity5Count': count(5),
  };
  return { row, values };
}

function finding({ text, below }: Dice, no: number) {
  const cves = Array.from({ length: below(3) }, () => text());
  return { no, advisoryId: text(), cves, severity: 3 as const, title: text(), package: text(), installedVersion: '1' };
}
type Finding = ReturnType<typeof finding>;

const ofFindings = (findings: readonly Finding[]) => ({
  'vulnerabilities.cveIds': findings.flatMap(({ cves }) => cves),
  'vulnerabilities.package': findings.map((one) => one.package),
  'vulnerabilities.title': findings.map(({ title }) => title),
  'vulnerabilities.advisoryId': findings.map(({ advisoryId }) => advisoryId),
});

function makeSensors(roll: Dice) {
  return Array.from({ length: 5 }, (_, n) => ({
    id: uuid(1, n),
    name: `s${n}`,
    kind: 'general' as const,
    hostName: roll.maybe(roll.text()),
    createdAt: new Date(NOW),
  }));
}
type Sensor = ReturnType<typeof makeSensors>[number];

function makeImage(roll: Dice, n: number, sensors: readonly Sensor[]) {
  const { text, maybe, when, below, some } = roll;
  const id = uuid(2, n);
  const { row: scanned, values } = scan(roll);
  const row = {
    ...{
      id,
      sha: `sha256:${DIGITS[n]}`,
      created: maybe(when()),
      size: maybe(below(20)),
      architecture: maybe(text()),
      operatingSystem: maybe(text()),
    },
    ...{ containerCount: below(10), hostCount: below(10), firstSeenAt: when(), updated: when() },
    ...scanned,
  };
  const names = some(() => ({
    ...{ registry: text(), repository: text() },
    ...(below(3) > 0 ? { tag: text(), digest: null } : { tag: null, digest: `sha256:${roll.pick(DIGITS)}` }),
  })).map((name, at) => ({ ...name, imageId: id, reference: `${name.registry}/${name.repository}:${at}` }));
  const hosts = sensors
    .filter(() => below(3) === 0)
    .map((on) => ({
      imageId: id,
      sensorId: on.id,
      hostName: on.hostName,
      onHost: below(3) > 0,
      repoTags: [],
      repoDigests: [],
      firstSeenAt: when(),
      at: when(),
    }));
  const findings = some(() => 0).map((_, at) => finding(roll, at));
  const packages = some(() => 0).map((_, no) => ({ no, ecosystem: 'Debian', type: 'deb', name: text(), version: text() }));
  const all: KnownRow<ImageToken>['values'] = {
    ...values,
    ...ofFindings(findings),
    repo: names.map(({ reference }) => reference),
    'repo.registry': names.map(({ registry }) => registry),
    'repo.repository': names.map(({ repository }) => repository),
    'repo.tag': names.flatMap(({ tag }) => present(tag)),
    'repoDigests.digest': names.flatMap(({ digest }) => present(digest)).map((digest) => digest.slice(7)),
    imageId: [DIGITS[n]!],
    architecture: present(row.architecture),
    operatingSystem: present(row.operatingSystem),
    size: present(row.size),
    created: time(row.created),
    updated: time(row.updated),
    associatedContainersCount: [row.containerCount],
    associatedHostsCount: [row.hostCount],
    'host.hostname': hosts.filter(({ onHost }) => onHost).flatMap(({ hostName }) => present(hostName)),
    'softwares.name': packages.map(({ name }) => name),
    'softwares.version': packages.map(({ version }) => version),
  };
  return { id, row, names, hosts, findings, packages, values: all };
}
type MadeImage = ReturnType<typeof makeImage>;

function makeContainer(roll: Dice, n: number, { image, sensor }: { image: MadeImage; sensor: Sensor }) {
  const { text, maybe, when, below, pick, some } = roll;
  const id = uuid(3, n);
  const { row: scanned, values } = scan(roll);
  const isDrift = below(3) === 0;
  const row = {
    ...{ id, sha: DIGITS[n]!, name: text(), imageId: image.id, imageName: maybe(text()), sensorId: sensor.id, hostName: sensor.hostName },
    ...{ state: pick(CONTAINER_STATES), toldState: 'RUNNING' as const, stateChanged: when(), at: when(), created: when(), updated: when() },
    ...{ privileged: maybe(below(2) === 0), isRoot: maybe(below(2) === 0), isDrift },
    ...scanned,
  };
  const findings = isDrift ? some(() => 0, 2).map((_, at) => finding(roll, at)) : [];
  const gone = isDrift ? image.findings.filter(() => below(2) === 0) : [];
  const software = isDrift ? some(() => text()) : [];
  const all: KnownRow<ContainerToken>['values'] = {
    ...values,
    ...ofFindings([
      ...findings,
      ...image.findings.filter((one) => !gone.some((mended) => mended.advisoryId === one.advisoryId && mended.package === one.package)),
    ]),
    name: [row.name],
    containerId: [row.sha],
    imageId: image.values.imageId,
    imageName: present(row.imageName),
    state: [row.state],
    stateChanged: time(row.stateChanged),
    created: time(row.created),
    updated: time(row.updated),
    isDrift: [isDrift],
    privileged: present(row.privileged),
    isRoot: present(row.isRoot),
    'drift.software': software,
    'host.hostname': present(sensor.hostName),
    'host.sensorUid': [sensor.id],
    operatingSystem: image.values.operatingSystem,
    'softwares.name': image.values['softwares.name'],
    'softwares.version': image.values['softwares.version'],
  };
  return { id, row, findings, gone, software, isDrift, values: all };
}

/** Fills the tables with 40 images and 40 containers, and says what each row has for each token. */
export async function qqlWorld(db: Database) {
  const roll = dice(7);
  const sensors = makeSensors(roll);
  const images = DIGITS.map((_, n) => makeImage(roll, n, sensors));
  const containers = DIGITS.map((_, n) => makeContainer(roll, n, { image: roll.pick(images), sensor: roll.pick(sensors) }));
  await db.insert(tables.sensor).values(sensors);
  await db.insert(tables.image).values(images.map(({ row }) => row));
  await db
    .insert(tables.imageName)
    .values(images.flatMap(({ names }) => names))
    .onConflictDoNothing();
  await db.insert(tables.imageOnHost).values(images.flatMap(({ hosts }) => hosts));
  await db.insert(tables.imageFinding).values(images.flatMap(({ id, findings }) => findings.map((one) => ({ ...one, imageId: id }))));
  await db.insert(tables.imagePackage).values(images.flatMap(({ id, packages }) => packages.map((one) => ({ ...one, imageId: id }))));
  await db.insert(tables.container).values(containers.map(({ row }) => row));
  await db
    .insert(tables.containerFinding)
    .values(containers.flatMap(({ id, findings }) => findings.map((one) => ({ ...one, containerId: id }))));
  await db.insert(tables.containerDrift).values(
    containers
      .filter(({ isDrift }) => isDrift)
      .map(({ id, software, gone }) => ({
        containerId: id,
        goneFindings: gone.map(({ advisoryId, package: name, installedVersion }) => ({ advisoryId, package: name, installedVersion })),
        drift: {
          software: software.map((name) => ({
            change: 'added' as const,
            package: { ecosystem: 'Debian', type: 'deb', name, version: '1' },
          })),
          files: [],
          filesTotal: 0,
        },
      })),
  );
  return { images, containers };
}
