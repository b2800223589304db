import type { TimeZone } from '../../contract/profiles.ts';
import { type Clock, DAY_MS } from '../../domain/time/instant.ts';
import { formatOffset } from '../../domain/time/local-minute.ts';
import { listZones } from '../../domain/time/zone-catalogue.ts';

/** The supported time zones, west to east. Their daylight saving may change from year to year: made anew every day. */
export function createTimeZones({ clock }: { readonly clock: Clock }): () => TimeZone[] {
  let madeOn = Number.NaN;
  let zones: TimeZone[] = [];
  return () => {
    const day = Math.floor(clock() / DAY_MS);
    if (day !== madeOn) {
      zones = listZones(clock()).map((zone) => ({
        ...zone,
        keywords: [...zone.keywords],
        standardOffset: formatOffset(zone.standardOffset),
      }));
      madeOn = day;
    }
    return zones;
  };
}
