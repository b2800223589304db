import { orpc } from '../../api/client.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Scans that are under way, oldest first; with how many there are. */
export const activeScans = () =>
  orpc.scans.list.queryOptions({ input: { query: 'state:queued,running,pausing,paused,canceling', sort: 'createdAt:asc', limit: 50 } });

export const runningScans = () => orpc.scans.list.queryOptions({ input: { query: 'state:running', limit: 1 } });

export const allAppliances = () => orpc.appliances.list.queryOptions({ input: { limit: 200 } });

export const launchLimits = () => orpc.setup.scheduledScans.queryOptions();

type Verdict = 'launched' | 'late' | 'skipped' | 'missed';

/** How many launches of the last seven days had one of the verdicts; all of them without. */
export const launchesOfWeek = (...verdicts: Verdict[]) =>
  orpc.launches.list.queryOptions({
    input: { query: verdicts.length === 0 ? 'due:last-7d' : `due:last-7d verdict:${verdicts.join(',')}`, limit: 1 },
  });

/** Launches planned for the next 24 hours. In whole minutes, so that the cache can answer. */
export function launchesOfNextDay(nowMs: number) {
  const minute = Math.floor(nowMs / 60_000) * 60_000;
  const input = { from: new Date(minute).toISOString(), to: new Date(minute + DAY_MS).toISOString() };
  return orpc.calendar.list.queryOptions({ input, placeholderData: (previous) => previous });
}

/** The images that need work most. */
export const WORST = 'vulnerabilities.severity>=4';
export const worstImages = () => orpc.qql.check.queryOptions({ input: { entity: 'images', query: WORST } });
export const allImages = () => orpc.images.list.queryOptions({ input: { limit: 1 } });
export const anySensor = () => orpc.sensors.list.queryOptions({ input: { limit: 1 } });
