import type { Instant } from './instant.ts';
import { offsetAt } from './transitions.ts';
import { zoneRecords } from './zone-records.ts';

/** `GMT-3`, `GMT+5:45`: what stands for an offset that has no letters of its own. */
function plainOffset(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'GMT';
  const size = Math.abs(offsetMinutes);
  const minutes = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `GMT${offsetMinutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${minutes}`;
}

/** The letters of a zone under an offset: `PST` under −480, `PDT` under −420. */
export function abbreviationOf(id: string, offsetMinutes: number): string {
  const found = zoneRecords.get(id)?.abbreviations.find((one) => one.offsetMinutes === offsetMinutes);
  return found?.letters ?? plainOffset(offsetMinutes);
}

/** The letters of a zone at an instant. */
export const zoneAbbreviation = (id: string, at: Instant): string => abbreviationOf(id, offsetAt(id, at));
