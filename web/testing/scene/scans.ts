import type { Scan } from '#contract/scans';
import { minutesFromNow, PEOPLE, PROFILES, sceneId } from './identity.ts';

interface Line {
  readonly title: string;
  readonly zone: string;
  readonly state: Scan['state'];
  readonly hosts: readonly [done: number, total: number];
  readonly slices: readonly [done: number, total: number];
  readonly findings: readonly [s5: number, s4: number, s3: number, s2: number, s1: number];
  readonly appliances: readonly string[];
  readonly startedMinutesAgo: number;
  readonly more?: Partial<Scan>;
}

const LINES: readonly Line[] = [
  {
    title: 'Data centre San Jose, full',
    zone: 'America/Los_Angeles',
    state: 'running',
    hosts: [318, 512],
    slices: [17, 32],
    findings: [14, 87, 241, 198, 356],
    appliances: ['lax-scan-01', 'lax-scan-02', 'sjc-scan-01'],
    startedMinutesAgo: 102,
    more: { pausesAt: '2026-03-05T21:30:00Z' },
  },
  {
    title: 'Mail gateways, continuous',
    zone: 'America/Los_Angeles',
    state: 'running',
    hosts: [12, 30],
    slices: [1, 2],
    findings: [0, 2, 9, 11, 15],
    appliances: ['lax-scan-01'],
    startedMinutesAgo: 97,
  },
  {
    title: 'Exchange, EMEA',
    zone: 'Europe/Berlin',
    state: 'paused',
    hosts: [61, 254],
    slices: [4, 16],
    findings: [1, 8, 31, 28, 44],
    appliances: ['fra-scan-01'],
    startedMinutesAgo: 340,
    more: { pausedBy: 'duration', resumesAt: '2026-03-05T21:00:00Z' },
  },
  {
    title: 'Branch offices, Iberia',
    zone: 'Europe/Madrid',
    state: 'running',
    hosts: [211, 240],
    slices: [13, 15],
    findings: [3, 22, 88, 71, 120],
    appliances: ['lon-scan-01'],
    startedMinutesAgo: 210,
  },
  {
    title: 'VPN concentrators',
    zone: 'America/New_York',
    state: 'running',
    hosts: [4, 32],
    slices: [0, 2],
    findings: [0, 1, 3, 2, 5],
    appliances: ['nyc-scan-02'],
    startedMinutesAgo: 9,
  },
  {
    title: 'Contractor laptops',
    zone: 'Asia/Kolkata',
    state: 'queued',
    hosts: [0, 96],
    slices: [0, 6],
    findings: [0, 0, 0, 0, 0],
    appliances: [],
    startedMinutesAgo: 3,
    more: { waitingFor: 'for a slot' },
  },
];

function scanOf(line: Line, index: number): Scan {
  const [s5, s4, s3, s2, s1] = line.findings;
  const queuedAt = minutesFromNow(-line.startedMinutesAgo);
  const running = line.state !== 'queued';
  return {
    id: sceneId(2, 100 + index),
    number: 48_213 - index,
    revision: 1,
    title: line.title,
    notes: [],
    scheduleId: sceneId(1, index),
    scheduleTitle: line.title,
    timeZone: line.zone,
    target: { kind: 'hosts', include: ['10.30.0.0/16'], exclude: [], assetGroupIds: [] },
    targetText: '10.30.0.0/16',
    optionProfile: { id: PROFILES[0]!.id, name: PROFILES[0]!.name },
    scanners: { kind: 'any' },
    owner: PEOPLE.LB,
    state: line.state,
    progress: {
      hostsDone: line.hosts[0],
      hostsTotal: line.hosts[1],
      hostsAlive: line.hosts[0],
      slicesDone: line.slices[0],
      slicesTotal: line.slices[1],
    },
    findings: { s1, s2, s3, s4, s5 },
    servicesCount: 1204,
    hops: { dueAt: queuedAt, queuedAt, ...(running && { offeredAt: queuedAt, acceptedAt: queuedAt, startedAt: queuedAt }) },
    createdAt: queuedAt,
    applianceNames: [...line.appliances],
    ...line.more,
  };
}

/** The 6 scans of the pictures. */
export const SCENE_SCANS: readonly Scan[] = LINES.map(scanOf);
