import { SLICE_HOSTS } from './scan.ts';
import type { ScanHost } from './targets.ts';

/** Cuts the hosts into slices of up to 16, in their order. */
export function cutSlices(hosts: readonly ScanHost[]): ScanHost[][] {
  const slices: ScanHost[][] = [];
  for (let from = 0; from < hosts.length; from += SLICE_HOSTS) slices.push(hosts.slice(from, from + SLICE_HOSTS));
  return slices;
}
