import { client, orpc } from '../../api/client.ts';
import type { FirstScan } from './first-scan.ts';
import { toScanInput, toScheduleInput } from './first-scan.ts';

export const linkState = (token: string) =>
  orpc.account.checkFirstRun.queryOptions({ input: { token }, retry: false, staleTime: Number.POSITIVE_INFINITY });

export const zones = () => orpc.timeZones.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY });

export const profiles = () => orpc.profiles.list.queryOptions();

/** Asked every two seconds: somebody is looking at it. */
export const embeddedAppliance = () => orpc.appliances.list.queryOptions({ input: { limit: 10 }, refetchInterval: 2_000 });

export const createAccount = () => orpc.account.firstRun.mutationOptions();

export const changeZone = () => orpc.account.changeMe.mutationOptions();

/**
 * Launches the first scan, with a schedule where it is to be repeated. A schedule that exists already (its launch failed before)
 * is not made a second time: `made` keeps its id.
 */
export async function launchFirstScan(scan: FirstScan, made: { scheduleId?: string }): Promise<string> {
  if (scan.repeat === 'once') return (await client.scans.create(toScanInput(scan))).id;
  made.scheduleId ??= (await client.schedules.create(toScheduleInput(scan))).id;
  return (await client.schedules.launch({ id: made.scheduleId })).scanId;
}
