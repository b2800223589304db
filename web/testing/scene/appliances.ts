import type { Appliance } from '#contract/appliances';
import { minutesFromNow, SCENE_NOW_MS, sceneId } from './identity.ts';

interface Line {
  readonly name: string;
  readonly place: string;
  readonly state: Appliance['state'];
  readonly reason: string;
  readonly nextPollSeconds?: number;
  readonly slots?: readonly [used: number, total: number];
  readonly offsetMs?: number;
  readonly running?: number;
  readonly outdated?: Appliance['outdated'];
}

const LINES: readonly Line[] = [
  {
    name: 'lax-scan-01',
    place: 'Los Angeles, rack B4',
    state: 'busy',
    reason: '4 slices running',
    nextPollSeconds: 131,
    slots: [12, 24],
    offsetMs: 4,
    running: 4,
  },
  {
    name: 'lax-scan-02',
    place: 'Los Angeles, rack B5',
    state: 'busy',
    reason: '3 slices running',
    nextPollSeconds: 48,
    slots: [9, 16],
    offsetMs: -11,
    running: 3,
  },
  {
    name: 'sjc-scan-01',
    place: 'San Jose, cage 12',
    state: 'late',
    reason: 'polled 4 min ago, every 190 s',
    nextPollSeconds: -51,
    slots: [3, 16],
    offsetMs: 38,
    running: 1,
  },
  { name: 'fra-scan-01', place: 'Frankfurt, FRA2', state: 'online', reason: 'idle', nextPollSeconds: 97, slots: [0, 32], offsetMs: 1 },
  {
    name: 'fra-scan-02',
    place: 'Frankfurt, FRA2',
    state: 'updating',
    reason: 'Updates scand to 1.1.0 since 2026-03-05 14:59 UTC',
    nextPollSeconds: 179,
    slots: [0, 32],
    offsetMs: -2,
    outdated: [{ package: 'scand', version: '1.0.3', wanted: '1.1.0' }],
  },
  { name: 'fra-scan-03', place: 'Frankfurt, FRA4', state: 'online', reason: 'idle', nextPollSeconds: 22, slots: [0, 32], offsetMs: 6 },
  { name: 'lon-scan-01', place: 'London, LD8', state: 'online', reason: 'idle', nextPollSeconds: 184, slots: [0, 16], offsetMs: 0 },
  {
    name: 'nyc-scan-02',
    place: 'New York, NY5',
    state: 'online',
    reason: '1 slice running',
    nextPollSeconds: 72,
    slots: [2, 24],
    offsetMs: 9,
    running: 1,
  },
  { name: 'tyo-scan-01', place: 'Tokyo, branch', state: 'online', reason: 'idle', nextPollSeconds: 9, slots: [0, 8], offsetMs: -14 },
  { name: 'syd-scan-01', place: 'Sydney, store hub', state: 'offline', reason: 'since Fri 27 Feb 11:48', slots: [0, 8] },
  {
    name: 'bom-scan-01',
    place: 'Mumbai, colo',
    state: 'online',
    reason: '1 slice running',
    nextPollSeconds: 160,
    slots: [1, 16],
    offsetMs: 2400,
    running: 1,
  },
  { name: 'phx-scan-01', place: 'Phoenix, plant', state: 'online', reason: 'idle', nextPollSeconds: 115, slots: [0, 8], offsetMs: 17 },
  { name: 'gru-scan-01', place: 'São Paulo, branch', state: 'never-connected', reason: 'code expires in 2 d 4 h' },
];

const running = (count: number, appliance: number): Appliance['runningSlices'] =>
  Array.from({ length: count }, (_, index) => ({
    sliceId: sceneId(6, appliance * 100 + index),
    index: 21 + index,
    scanId: sceneId(2, 100),
    scanTitle: 'Data centre San Jose, full',
    hostsDone: 9 - index * 2,
    hostsTotal: 16,
    leaseExpiresAt: minutesFromNow(1 + index),
  }));

function applianceOf(line: Line, index: number): Appliance {
  const connected = line.state !== 'never-connected';
  return {
    id: sceneId(3, index),
    revision: 1,
    name: line.name,
    location: line.place,
    state: line.state,
    stateReason: line.reason,
    pollIntervalSeconds: 190,
    promptDelivery: true,
    missedPolls: line.state === 'offline' ? 2841 : 0,
    addresses: connected ? [`10.${20 + index}.0.4`] : [],
    runningSlices: running(line.running ?? 0, index),
    outdated: line.outdated ?? [],
    createdAt: '2025-10-01T08:00:00Z',
    ...(connected
      ? {
          registeredAt: '2025-10-01T08:10:00Z',
          lastPollAt: line.state === 'offline' ? '2026-02-27T10:48:00Z' : minutesFromNow(-1),
          stateSince: line.state === 'offline' ? '2026-02-27T10:48:00Z' : minutesFromNow(-600),
          hostName: `${line.name}.corp.example`,
          versions: { appliance: '1.0.3', scand: '1.0.3', engines: [{ name: 'nmap', version: '7.93' }] },
        }
      : { codeExpiresAt: minutesFromNow(52 * 60) }),
    ...(line.nextPollSeconds !== undefined && { nextPollAt: new Date(SCENE_NOW_MS + line.nextPollSeconds * 1000).toISOString() }),
    ...(line.offsetMs !== undefined && { clockOffsetMs: line.offsetMs }),
    ...(line.slots && {
      capacity: {
        used: line.slots[0],
        slots: line.slots[1],
        cpuPercent: 41,
        memoryUsedBytes: 9.3e9,
        memoryTotalBytes: 16e9,
        load: 2.7,
        cores: 8,
        spoolBytes: 2e8,
      },
    }),
  };
}

/** The 13 appliances of the pictures. */
export const SCENE_APPLIANCES: readonly Appliance[] = LINES.map(applianceOf);
