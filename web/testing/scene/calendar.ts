import type { z } from 'zod';
import type { calendar } from '#contract/calendar';
import { SCENE_NOW_MS, sceneId } from './identity.ts';

type Entry = z.infer<NonNullable<(typeof calendar.list)['~orpc']['outputSchema']>>['entries'][number];
type Rest = Pick<Entry, 'verdict'> & Partial<Entry>;

const DAY_MS = 24 * 3600 * 1000;
const HOUR_MS = 3600 * 1000;

interface Series {
  readonly id: number;
  readonly title: string;
  readonly timeZone: string;
  /** Wall clock in the zone on the first day, and how many days lie between two launches. */
  readonly first: string;
  readonly every: number;
  readonly hours: number;
  /** No run of it has finished yet: `planned` launches end at its limit. */
  readonly limited?: boolean;
}

const SERIES: readonly Series[] = [
  {
    id: 21,
    title: 'Workstations, AMER',
    timeZone: 'America/Los_Angeles',
    first: '2026-02-23T09:00:00Z',
    every: 1,
    hours: 3.5,
    limited: true,
  },
  { id: 1, title: 'Tokyo branch network', timeZone: 'Asia/Tokyo', first: '2026-02-23T19:00:00Z', every: 1, hours: 2.3 },
  {
    id: 3,
    title: 'EC2 production, us-west-2',
    timeZone: 'America/Los_Angeles',
    first: '2026-03-01T21:00:00Z',
    every: 2,
    hours: 3.1,
    limited: true,
  },
  { id: 22, title: 'Badge readers', timeZone: 'America/Los_Angeles', first: '2026-03-01T06:00:00Z', every: 7, hours: 1.9 },
  { id: 23, title: 'Data centre Chicago', timeZone: 'America/Chicago', first: '2026-02-28T05:00:00Z', every: 7, hours: 2.6 },
];

/** What was not like the rule says; by title and day. */
const SPECIAL: readonly (Rest & Pick<Entry, 'title' | 'timeZone' | 'at'> & { readonly id: number })[] = [
  {
    id: 6,
    title: 'Core switches and firewalls',
    timeZone: 'Europe/London',
    at: '2026-03-04T14:00:00Z',
    verdict: 'skipped',
    reason: 'its last scan is paused',
  },
  {
    id: 12,
    title: 'Guest Wi-Fi, all sites',
    timeZone: 'Europe/Berlin',
    at: '2026-03-04T05:00:00Z',
    verdict: 'missed',
    reason: 'no appliance online for 4 h 0 min',
  },
  {
    id: 5,
    title: 'Store registers, Sydney',
    timeZone: 'Australia/Sydney',
    at: '2026-02-27T11:00:00Z',
    verdict: 'missed',
    reason: 'syd-scan-01 offline for 4 h 0 min',
  },
  {
    id: 24,
    title: 'Data centre San Jose',
    timeZone: 'America/Los_Angeles',
    at: '2026-03-05T17:00:00Z',
    verdict: 'launched',
    scanState: 'running',
    scanId: sceneId(2, 1),
    scanNumber: 4711,
    progressPercent: 62,
    startedAt: '2026-03-05T17:00:04Z',
    endsAt: '2026-03-05T20:50:00Z',
    predictedFrom: 'past-runs',
  },
  {
    id: 7,
    title: 'Building management, Phoenix',
    timeZone: 'America/Phoenix',
    at: '2026-03-08T09:30:00Z',
    verdict: 'planned',
    endsAt: '2026-03-08T12:30:00Z',
    predictedFrom: 'past-runs',
  },
  {
    id: 8,
    title: 'PCI quarter-end sweep, DMZ',
    timeZone: 'America/Los_Angeles',
    at: '2026-03-08T10:30:00Z',
    verdict: 'planned',
    note: 'gap',
    endsAt: '2026-03-08T15:00:00Z',
    predictedFrom: 'duration',
  },
  {
    id: 11,
    title: 'Payment API, external view',
    timeZone: 'Europe/London',
    at: '2026-03-28T23:00:00Z',
    verdict: 'planned',
    note: 'short-month',
  },
];

const wallClock = (atMs: number, timeZone: string) => new Date(atMs).toLocaleString('sv-SE', { timeZone }).slice(0, 16).replace(' ', 'T');

function launchOf({ id, title, timeZone, hours, limited = false }: Series, atMs: number): Entry {
  const past = atMs < SCENE_NOW_MS;
  const isLate = id === 3 && new Date(atMs).getUTCDate() === 3;
  const predicted = past ? {} : ({ predictedFrom: limited ? 'duration' : 'past-runs' } as const);
  const ends = { endsAt: new Date(atMs + hours * HOUR_MS).toISOString(), ...predicted };
  const became: Rest = past
    ? {
        verdict: isLate ? 'late' : 'launched',
        scanState: 'finished',
        scanId: sceneId(2, 1),
        ...(isLate && {
          reason: '6 min late, 40 scans were under way',
          lateBySeconds: 360,
          startedAt: new Date(atMs + 360_000).toISOString(),
        }),
      }
    : { verdict: 'planned' };
  const at = new Date(atMs).toISOString();
  return { scheduleId: sceneId(1, id), title, timeZone, at, local: wallClock(atMs, timeZone), ...ends, ...became };
}

function launchesOf(series: Series, fromMs: number, toMs: number): Entry[] {
  const entries: Entry[] = [];
  for (let atMs = Date.parse(series.first); atMs < toMs; atMs += series.every * DAY_MS) {
    if (atMs >= fromMs) entries.push(launchOf(series, atMs));
  }
  return entries;
}

/** The launches of the pictures, planned and past, in a range. */
export function sceneCalendar(from: string, to: string): Entry[] {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const special = SPECIAL.filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs).map(
    ({ id, ...entry }): Entry => ({ scheduleId: sceneId(1, id), local: wallClock(Date.parse(entry.at), entry.timeZone), ...entry }),
  );
  return [...SERIES.flatMap((series) => launchesOf(series, fromMs, toMs)), ...special].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
