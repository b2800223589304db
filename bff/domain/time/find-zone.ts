import { err, ok, type Result } from '../result.ts';
import { editDistance } from '../search/edit-distance.ts';
import { zoneTable } from './transitions.ts';
import { refusedZones, zoneAliases, zoneRecords } from './zone-records.ts';

/** Why a time zone is refused, and the one that would do. */
export interface ZoneRefusal {
  readonly code: 'time-zone-not-supported';
  readonly message: string;
  /** The nearest supported zone: the same clocks where there are such, else the most similar spelling. */
  readonly nearest: string;
}

const byLowerCase = new Map<string, Result<string, string>>();
for (const [id, nearest] of refusedZones) byLowerCase.set(id.toLowerCase(), err(nearest));
for (const [alias, id] of zoneAliases) byLowerCase.set(alias.toLowerCase(), ok(id));
for (const id of zoneRecords.keys()) byLowerCase.set(id.toLowerCase(), ok(id));

/** The tz database of the runtime may be older than our list. */
export function isKnownToRuntime(id: string): boolean {
  try {
    return zoneTable(id).zone === id;
  } catch {
    return false;
  }
}

const LONGEST_ID = 64;

function mostSimilar(id: string): string {
  const asked = id.toLowerCase().slice(0, LONGEST_ID);
  let best = { id: 'Europe/London', distance: Number.POSITIVE_INFINITY };
  for (const [spelling, found] of byLowerCase) {
    const distance = Math.min(editDistance(asked, spelling), editDistance(asked, spelling.slice(spelling.lastIndexOf('/') + 1)) + 0.5);
    if (distance < best.distance) best = { id: found.ok ? found.value : found.error, distance };
  }
  return best.id;
}

/** The canonical id of a supported zone, from any of its spellings: `US/Pacific` → `America/Los_Angeles`. */
export function findZone(id: string): Result<string, ZoneRefusal> {
  const found = byLowerCase.get(id.toLowerCase());
  if (found?.ok && isKnownToRuntime(found.value)) return found;
  const nearest = found !== undefined && !found.ok ? found.error : mostSimilar(id);
  const named = id.trim() === '' ? 'none was given' : id.slice(0, LONGEST_ID);
  return err({
    code: 'time-zone-not-supported',
    message: `time zone not supported: ${named}; nearest supported zone: ${nearest}`,
    nearest,
  });
}
