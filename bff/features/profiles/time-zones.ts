import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { TimeZone } from '../../contract/profiles.ts';
import { type Clock, DAY_MS, toIso } from '../../domain/time/instant.ts';
import { formatOffset } from '../../domain/time/local-minute.ts';
import { describeZone, listZones } from '../../domain/time/zone-catalogue.ts';
import { zoneRecords } from '../../domain/time/zone-records.ts';

/** The supported time zones, west to east. Their daylight saving may change from year to year: made anew every day. */
export function createTimeZones({ clock }: { readonly clock: Clock }): () => Promise<TimeZone[]> {
  let madeOn = Number.NaN;
  let made: Promise<TimeZone[]> | undefined;
  return () => {
    const day = Math.floor(clock() / DAY_MS);
    if (made === undefined || day !== madeOn) {
      madeOn = day;
      made = makeList(clock);
    }
    return made;
  };
}

// The tables of all zones together take about a second of work: zone by zone, so that the server answers others in between.
async function makeList(clock: Clock): Promise<TimeZone[]> {
  for (const id of zoneRecords.keys()) {
    describeZone(id, clock());
    await letOthersRun();
  }
  return listZones(clock()).map(({ nextClockChangeAt, ...zone }) => ({
    ...zone,
    keywords: [...zone.keywords],
    standardOffset: formatOffset(zone.standardOffset),
    ...(nextClockChangeAt !== undefined && { nextClockChangeAt: toIso(nextClockChangeAt) }),
  }));
}
