import type { ContainerDetail } from '#contract/containers';
import type { ImageDetail } from '#contract/images';
import { minutesFromNow, sceneHex, sceneId } from './identity.ts';

type Counts = readonly [s5: number, s4: number, s3: number, s2: number, s1: number, fixable: number];

interface Line {
  readonly name: string;
  readonly tags: readonly string[];
  readonly system?: string;
  readonly megabytes: number;
  readonly counts?: Counts;
  readonly containers: number;
  readonly hosts: number;
  /** Hours since the last scan; absent: never. */
  readonly hours?: number;
  readonly trigger?: ImageDetail['trigger'];
  readonly state?: ImageDetail['scanState'];
  readonly problem?: string;
}

const DEBIAN = 'Debian GNU/Linux 12 (bookworm)';

const LINES: readonly Line[] = [
  {
    name: 'registry.corp.example/pay/api',
    tags: ['2.41.0', 'prod'],
    system: DEBIAN,
    megabytes: 182,
    counts: [1, 3, 7, 4, 2, 11],
    containers: 41,
    hosts: 9,
    hours: 1,
    trigger: 'pull',
  },
  {
    name: 'docker.io/library/postgres',
    tags: ['15.4', '15.4-bookworm'],
    system: DEBIAN,
    megabytes: 412,
    counts: [2, 9, 31, 17, 8, 30],
    containers: 12,
    hosts: 6,
    hours: 5,
    trigger: 'manifest',
  },
  {
    name: 'registry.corp.example/web/checkout',
    tags: ['1.18.3'],
    system: 'Alpine Linux v3.18',
    megabytes: 64,
    counts: [0, 1, 3, 4, 0, 8],
    containers: 66,
    hosts: 22,
    hours: 5,
    trigger: 'manifest',
  },
  {
    name: 'registry.corp.example/ledger/worker',
    tags: ['8.0.2', 'canary'],
    system: 'Ubuntu 22.04',
    megabytes: 231,
    counts: [1, 4, 16, 12, 8, 22],
    containers: 9,
    hosts: 3,
    hours: 7,
    trigger: 'drift',
  },
  {
    name: 'registry.corp.example/ci/build-base',
    tags: ['jdk17', 'jdk17-2026.03'],
    system: 'Debian GNU/Linux 11',
    megabytes: 688,
    counts: [4, 18, 44, 61, 20, 96],
    containers: 0,
    hosts: 2,
    hours: 9,
    trigger: 'pipeline',
  },
  {
    name: 'quay.io/prometheus/prometheus',
    tags: ['v2.47.0'],
    megabytes: 238,
    counts: [0, 1, 6, 2, 0, 9],
    containers: 5,
    hosts: 5,
    hours: 60,
    trigger: 'on-demand',
  },
  {
    name: 'docker.io/library/hello-world',
    tags: ['latest'],
    megabytes: 0.01,
    counts: [0, 0, 0, 0, 0, 0],
    containers: 1,
    hosts: 1,
    hours: 2,
    trigger: 'load',
  },
  { name: 'localhost/scratch/test-agent', tags: ['dev'], megabytes: 41, containers: 1, hosts: 1 },
  {
    name: 'registry.corp.example/ml/scoring',
    tags: ['0.9.14'],
    megabytes: 21_940,
    containers: 4,
    hosts: 4,
    state: 'not-scannable',
    problem: 'The image has 21.9 GB; 20 GB are the most.',
  },
  {
    name: 'docker.io/library/redis',
    tags: ['7.2.1-alpine'],
    system: 'Alpine Linux v3.18',
    megabytes: 37,
    containers: 24,
    hosts: 12,
    hours: 3,
    trigger: 'inventory',
    state: 'not-matched',
  },
  {
    name: `evil.example/${'a-very-long-name-'.repeat(12)}/\u202Egpj.=cmd|calc`,
    tags: ['\u0007bell', 'x'.repeat(128)],
    megabytes: 3,
    containers: 0,
    hosts: 1,
  },
];

const splitName = (name: string) => ({ registry: name.slice(0, name.indexOf('/')), repository: name.slice(name.indexOf('/') + 1) });

const counted = ([s5, s4, s3, s2, s1, fixable]: Counts) => ({
  severity5Count: s5,
  severity4Count: s4,
  severity3Count: s3,
  severity2Count: s2,
  severity1Count: s1,
  fixableCount: fixable,
});

function lastScan({ counts, hours, trigger, state, problem }: Line) {
  const scanState = state ?? (hours === undefined ? 'not-scanned' : 'scanned');
  return {
    scanState,
    ...(problem !== undefined && { scanProblem: problem }),
    ...(hours !== undefined && { lastVmScanDate: minutesFromNow(-60 * hours), lastTriedAt: minutesFromNow(-60 * hours) }),
    ...(trigger !== undefined && { trigger }),
    ...(scanState === 'scanned' && { manifestVersion: '2026.03.05-2' }),
    ...(counts !== undefined && { vulnerabilities: counted(counts) }),
  };
}

function imageOf(line: Line, index: number): ImageDetail {
  const sha = `sha256:${sceneHex(index + 3, 64)}`;
  const place = splitName(line.name);
  return {
    id: sceneId(20, index),
    sha,
    imageId: sha.slice(7, 19),
    repo: line.tags.map((tag) => ({ ...place, tag })),
    repoCount: line.tags.length,
    repoDigests: index % 2 === 0 ? [{ ...place, digest: `sha256:${sceneHex(index + 40, 64)}` }] : [],
    created: minutesFromNow(-60 * 24 * (index + 2)),
    size: line.megabytes * 1e6,
    architecture: 'amd64',
    os: 'linux',
    ...(line.system !== undefined && { operatingSystem: line.system }),
    ...lastScan(line),
    associatedContainersCount: line.containers,
    associatedHostsCount: line.hosts,
    ...(line.hours !== undefined && { softwareCount: 112, layerCount: 5 }),
    firstSeenAt: minutesFromNow(-60 * 24 * 9),
    updated: minutesFromNow(-60 * (index + 1)),
    rescans: [],
    holdingContainersCount: line.containers,
  };
}

/** The images of the picture, and one whose name wants to break the page. */
export const SCENE_IMAGES: readonly ImageDetail[] = LINES.map(imageOf);

const STATES = ['RUNNING', 'RUNNING', 'PAUSED', 'STOPPED', 'RUNNING', 'UNKNOWN'] as const;

/** A container of each of the first images. */
export const SCENE_CONTAINERS: readonly ContainerDetail[] = STATES.map((state, index) => {
  const image = SCENE_IMAGES[index]!;
  const line = LINES[index]!;
  const drifted = index === 1;
  const sha = sceneHex(index + 70, 64);
  return {
    id: sceneId(22, index),
    sha,
    containerId: sha.slice(0, 12),
    name: `${line.name.split('/').at(-1)}-${index + 1}`,
    state,
    stateChanged: minutesFromNow(-60 * (index + 2)),
    created: minutesFromNow(-60 * 50),
    updated: minutesFromNow(-20 * (index + 1)),
    image: { id: image.id, sha: image.sha, imageId: image.imageId, name: `${line.name}:${line.tags[0]}` },
    host: {
      sensorUuid: sceneId(21, 0),
      sensorName: 'fra-docker-01',
      hostname: 'fra-docker-01.corp.example',
      lastUpdated: minutesFromNow(-4),
    },
    ...lastScan(
      index === 3 ? ({ ...line, state: 'not-scanned', counts: undefined, hours: undefined, trigger: undefined } as unknown as Line) : line,
    ),
    isDrift: drifted,
    drift: { softwareCount: drifted ? 2 : 0, fileCount: drifted ? 14 : 0, ...(index < 2 && { lookedAt: minutesFromNow(-60 * 5) }) },
    command: 'docker-entrypoint.sh postgres',
    privileged: index === 4,
    isRoot: index !== 2,
    portMapping: index === 1 ? [{ address: '0.0.0.0', hostPort: 5432, port: 5432, protocol: 'tcp' }] : [],
    driftSoftware: drifted
      ? [
          { change: 'added', ecosystem: 'Debian:12', type: 'deb', name: 'netcat-openbsd', version: '1.219-1' },
          {
            change: 'changed',
            ecosystem: 'Debian:12',
            type: 'deb',
            name: 'openssl',
            version: '3.0.11-1~deb12u1',
            versionBefore: '3.0.11-1~deb12u2',
          },
        ]
      : [],
    driftFiles: drifted
      ? [
          { change: 'added', path: '/tmp/payload.sh' },
          { change: 'changed', path: '/etc/passwd' },
          { change: 'removed', path: '/etc/motd' },
        ]
      : [],
    rescans: [],
  };
});
