import type { ScannerChoice } from '../schedules/schedule.ts';

/** A slice that waits. `notTo`: appliances that declined it just now. */
export interface WaitingSlice {
  readonly id: string;
  readonly scanners: ScannerChoice;
  readonly notTo: readonly string[];
}

/** An appliance that asks for work. `free`: slices that it can take. */
export interface Candidate {
  readonly applianceId: string;
  readonly free: number;
}

export const mayTake = (scanners: ScannerChoice, applianceId: string): boolean =>
  scanners.kind === 'any' || scanners.ids.includes(applianceId);

/**
 * Who gets which slice: in the order given, each to the allowed appliance whose share is the smallest for the free
 * slots that it came with, so that work is spread in proportion (Sainte-Laguë: free / (2·given + 1)), and never
 * more than its free slots. A slice that nobody may take is left out.
 */
export function placeSlices(slices: readonly WaitingSlice[], candidates: readonly Candidate[]): Map<string, string> {
  const given = new Map(candidates.map((candidate) => [candidate.applianceId, 0]));
  const placed = new Map<string, string>();
  for (const slice of slices) {
    const taker = hungriest(slice, candidates, given);
    if (taker === undefined) continue;
    placed.set(slice.id, taker);
    given.set(taker, given.get(taker)! + 1);
  }
  return placed;
}

function hungriest(slice: WaitingSlice, candidates: readonly Candidate[], given: ReadonlyMap<string, number>): string | undefined {
  let taker: string | undefined;
  let highest = 0;
  for (const { applianceId, free } of candidates) {
    const has = given.get(applianceId)!;
    const claim = has < free ? free / (2 * has + 1) : 0;
    if (claim <= highest || !mayTake(slice.scanners, applianceId) || slice.notTo.includes(applianceId)) continue;
    taker = applianceId;
    highest = claim;
  }
  return taker;
}
