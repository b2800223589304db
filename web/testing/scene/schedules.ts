import type { Launch } from '#contract/launches';
import type { Schedule } from '#contract/schedules';
import { PEOPLE, PROFILES, SCENE_NOW, sceneId } from './identity.ts';

type Recurrence = Schedule['recurrence'];
type LastScan = NonNullable<Schedule['lastScan']>;

interface Line {
  readonly title: string;
  readonly targets: readonly string[];
  readonly zone: string;
  /** Instant, wall clock and offset of the next launch. */
  readonly next?: readonly [at: string, local: string, offset: string, note?: 'gap' | 'fold' | 'short-month'];
  readonly recurrence: Recurrence;
  readonly words: string;
  readonly scanners: readonly string[];
  readonly owner: keyof typeof PEOPLE;
  readonly last?: Partial<LastScan> & Pick<LastScan, 'state' | 'startedAt'>;
  readonly verdict?: Pick<Launch, 'verdict'> & Partial<Launch>;
  readonly inactive?: NonNullable<Schedule['inactiveReason']>;
}

const daily = (every = 1): Recurrence => ({ kind: 'daily', every });
const weekly = (every: number, ...weekdays: ('MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU')[]): Recurrence =>
  ({ kind: 'weekly', every, weekdays }) as Recurrence;

const LINES: readonly Line[] = [
  {
    title: 'Mail gateways, continuous',
    targets: ['10.20.8.16-10.20.8.31'],
    zone: 'America/Los_Angeles',
    recurrence: { kind: 'continuous' },
    words: 'Relaunch on finish',
    scanners: ['lax-scan-01'],
    owner: 'JK',
    last: { state: 'running', progressPercent: 41, startedAt: '2026-03-05T17:05:00Z' },
  },
  {
    title: 'Tokyo branch network',
    targets: ['10.81.0.0/16'],
    zone: 'Asia/Tokyo',
    next: ['2026-03-05T19:00:00Z', '2026-03-06T04:00', '+09:00'],
    recurrence: daily(),
    words: 'Every day at 04:00',
    scanners: ['tyo-scan-01'],
    owner: 'AT',
    last: { state: 'finished', startedAt: '2026-03-04T19:00:00Z', endedAt: '2026-03-04T22:30:00Z' },
  },
  {
    title: 'Kubernetes nodes, Mumbai',
    targets: ['10.91.4.0/22'],
    zone: 'Asia/Kolkata',
    next: ['2026-03-05T20:45:00Z', '2026-03-06T02:15', '+05:30'],
    recurrence: daily(),
    words: 'Every day at 02:15',
    scanners: ['bom-scan-01'],
    owner: 'SI',
    last: { state: 'finished', startedAt: '2026-03-04T18:45:00Z', endedAt: '2026-03-04T20:10:00Z' },
  },
  {
    title: 'EC2 production, us-west-2',
    targets: ['10.12.0.0/18'],
    zone: 'America/Los_Angeles',
    next: ['2026-03-05T21:00:00Z', '2026-03-05T13:00', '-08:00'],
    recurrence: daily(2),
    words: 'Every 2 days at 13:00',
    scanners: ['prod-usw2'],
    owner: 'JK',
    last: { state: 'finished', startedAt: '2026-03-03T21:06:00Z', endedAt: '2026-03-03T23:50:00Z' },
    verdict: {
      verdict: 'late',
      lateBySeconds: 360,
      nominalAt: '2026-03-03T21:00:00Z',
      reason: { code: 'concurrency', message: '40 scans were under way' },
    },
  },
  {
    title: 'Corporate workstations, EU',
    targets: ['10.40.0.0/16'],
    zone: 'Europe/Berlin',
    next: ['2026-03-06T00:00:00Z', '2026-03-06T01:00', '+01:00'],
    recurrence: weekly(1, 'MO', 'TU', 'WE', 'TH', 'FR'),
    words: 'Every Monday to Friday at 01:00',
    scanners: ['fra-scan-01', 'fra-scan-02'],
    owner: 'LB',
    last: { state: 'finished', startedAt: '2026-03-05T00:00:00Z', endedAt: '2026-03-05T03:42:00Z' },
  },
  {
    title: 'Store registers, Sydney',
    targets: ['10.61.12.0/24'],
    zone: 'Australia/Sydney',
    next: ['2026-03-06T11:00:00Z', '2026-03-06T22:00', '+11:00'],
    recurrence: weekly(1, 'FR'),
    words: 'Every Friday at 22:00',
    scanners: ['syd-scan-01'],
    owner: 'LB',
    verdict: {
      verdict: 'missed',
      nominalAt: '2026-02-27T11:00:00Z',
      reason: { code: 'appliance-offline', message: 'syd-scan-01 offline for 4 h 0 min' },
    },
  },
  {
    title: 'Core switches and firewalls',
    targets: ['10.0.0.0/24', '10.0.8.0/24'],
    zone: 'Europe/London',
    next: ['2026-03-07T05:00:00Z', '2026-03-07T05:00', '+00:00'],
    recurrence: { kind: 'monthlyByWeekday', every: 1, week: 'first', weekday: 'SA' } as Recurrence,
    words: 'First Saturday of every month at 05:00',
    scanners: ['lon-scan-01'],
    owner: 'MO',
    last: { state: 'finished', startedAt: '2026-02-07T05:00:00Z', endedAt: '2026-02-07T08:00:00Z' },
  },
  {
    title: 'Building management, Phoenix',
    targets: ['10.44.0.0/21'],
    zone: 'America/Phoenix',
    next: ['2026-03-08T09:30:00Z', '2026-03-08T02:30', '-07:00'],
    recurrence: weekly(1, 'SU'),
    words: 'Every Sunday at 02:30',
    scanners: ['phx-scan-01'],
    owner: 'SI',
    verdict: {
      verdict: 'skipped',
      nominalAt: '2026-03-01T09:30:00Z',
      reason: { code: 'overlap', message: 'the scan before was still running' },
    },
  },
  {
    title: 'PCI quarter-end sweep, DMZ',
    targets: ['10.20.0.0/22'],
    zone: 'America/Los_Angeles',
    next: ['2026-03-08T10:30:00Z', '2026-03-08T03:30', '-07:00', 'gap'],
    recurrence: daily(),
    words: 'Every day at 02:30, ends after 15',
    scanners: ['lax-scan-01', 'lax-scan-02'],
    owner: 'MO',
  },
  {
    title: 'Oracle estate, authenticated',
    targets: ['10.15.0.0/20'],
    zone: 'America/New_York',
    next: ['2026-03-10T01:00:00Z', '2026-03-09T21:00', '-04:00'],
    recurrence: weekly(2, 'MO'),
    words: 'Every 2 weeks on Monday at 21:00',
    scanners: ['nyc-scan-02'],
    owner: 'AT',
    last: { state: 'finished', startedAt: '2026-02-24T02:00:00Z', endedAt: '2026-02-24T05:00:00Z' },
  },
  {
    title: 'Data centre Frankfurt, full',
    targets: ['172.16.0.0/20'],
    zone: 'Europe/Berlin',
    next: ['2026-03-29T01:30:00Z', '2026-03-29T03:30', '+02:00', 'gap'],
    recurrence: { kind: 'monthlyByWeekday', every: 1, week: 'last', weekday: 'SU' } as Recurrence,
    words: 'Last Sunday of every month at 02:30',
    scanners: ['fra-scan-01', 'fra-scan-02', 'fra-scan-03'],
    owner: 'LB',
    last: { state: 'finished', startedAt: '2026-02-22T01:30:00Z', endedAt: '2026-02-22T07:00:00Z' },
  },
  {
    title: 'Payment API, external view',
    targets: ['203.0.113.0/28', 'api.pay.example'],
    zone: 'Europe/London',
    next: ['2026-03-31T22:00:00Z', '2026-03-31T23:00', '+01:00'],
    recurrence: { kind: 'monthlyByDate', every: 1, day: 31, shortMonth: 'lastDay' },
    words: 'Day 31 of every month at 23:00',
    scanners: ['External pool'],
    owner: 'MO',
    last: { state: 'finished', startedAt: '2026-02-28T23:00:00Z', endedAt: '2026-02-28T23:40:00Z' },
  },
  {
    title: 'Guest Wi-Fi, all sites',
    targets: ['10.99.0.0/16'],
    zone: 'Europe/Berlin',
    recurrence: { kind: 'continuous' },
    words: 'Relaunch on finish',
    scanners: [],
    owner: 'JK',
    last: { state: 'error', startedAt: '2026-03-04T01:40:00Z', endedAt: '2026-03-04T02:12:00Z' },
    inactive: 'scan-errors',
  },
  {
    title: 'Lab, new hardware',
    targets: ['10.99.2.0/25'],
    zone: 'Europe/Berlin',
    recurrence: { kind: 'once' },
    words: 'Once, Thu 12 Feb at 10:00',
    scanners: ['fra-scan-03'],
    owner: 'SI',
    last: { state: 'finished', startedAt: '2026-02-12T09:00:00Z', endedAt: '2026-02-12T09:30:00Z' },
    inactive: 'once-done',
  },
];

const lastLaunch = (line: Line, index: number): Launch | undefined =>
  line.verdict === undefined
    ? undefined
    : {
        id: sceneId(5, index),
        scheduleId: sceneId(1, index),
        scheduleTitle: line.title,
        timeZone: line.zone,
        nominalAt: SCENE_NOW,
        local: '2026-03-03T13:00',
        decidedAt: SCENE_NOW,
        ...line.verdict,
      };

function scheduleOf(line: Line, index: number): Schedule {
  const { next, last, inactive } = line;
  const launch = lastLaunch(line, index);
  const planned = next && { at: next[0], local: next[1], offset: next[2], ...(next[3] !== undefined && { note: next[3] }) };
  return {
    id: sceneId(1, index),
    revision: 1,
    title: line.title,
    target: { kind: 'hosts', include: [...line.targets], exclude: [], assetGroupIds: [] },
    targetText: line.targets.join(', '),
    optionProfileId: PROFILES[0]!.id,
    scanners: { kind: 'any' },
    priority: 0,
    notifications: { distributionGroupIds: [] },
    active: inactive === undefined,
    start: planned?.local ?? '2026-02-12T10:00',
    timeZone: line.zone,
    observeDst: true,
    gap: 'shift',
    fold: 'first',
    recurrence: line.recurrence,
    owner: PEOPLE[line.owner],
    sentence: `${line.words}; follows daylight saving.`,
    shortSentence: line.words,
    ...(planned && { nextLaunchAt: planned.at, nextLaunch: planned }),
    ...(inactive !== undefined && { inactiveReason: inactive }),
    occurrencesCounted: 4,
    ...(last && { lastScan: { id: sceneId(2, index), progressPercent: 100, ...last } }),
    ...(launch && { lastLaunch: launch }),
    scannerNames: [...line.scanners],
    createdAt: '2025-11-03T09:00:00Z',
    updatedAt: '2026-02-20T09:00:00Z',
  };
}

/** The 14 schedules of the pictures. */
export const SCENE_SCHEDULES: readonly Schedule[] = LINES.map(scheduleOf);
