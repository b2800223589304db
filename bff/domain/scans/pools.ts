import type { ScannerChoice } from '../schedules/schedule.ts';
import { parseAddress } from './address.ts';
import { AddressSet } from './address-range.ts';
import { cutSlices } from './slices.ts';
import { parseTargetEntry } from './target-entry.ts';
import type { ScanHost } from './targets.ts';

/** An asset group whose hosts are scanned by these appliances, where a scan leaves the choice to the platform. */
export interface Pool {
  /** As entered; checked when the group was saved. */
  readonly entries: readonly string[];
  readonly applianceIds: readonly string[];
}

/** A slice to be: up to 16 hosts, and who may take it. */
export interface SlicePlan {
  readonly hosts: readonly ScanHost[];
  readonly scanners: ScannerChoice;
}

/**
 * Cuts a scan into slices. Where it allows any appliance, the hosts of an asset group with a pool are cut into slices of their own, which
 * go to that pool alone; a host of several such groups goes to the appliances of all of them. A scan that names its appliances keeps them.
 */
export function planSlices(hosts: readonly ScanHost[], scanners: ScannerChoice, pools: readonly Pool[]): SlicePlan[] {
  if (scanners.kind !== 'any' || pools.length === 0) return cutSlices(hosts).map((part) => ({ hosts: part, scanners }));
  const poolOf = createPoolFinder(pools);
  const byPool = new Map<string, { ids: readonly string[]; hosts: ScanHost[] }>();
  for (const host of hosts) {
    const ids = poolOf(host);
    const key = ids.join();
    const one = byPool.get(key) ?? { ids, hosts: [] };
    one.hosts.push(host);
    byPool.set(key, one);
  }
  return [...byPool.values()].flatMap(({ ids, hosts: own }) => {
    const choice: ScannerChoice = ids.length === 0 ? scanners : { kind: 'appliances', ids };
    return cutSlices(own).map((part) => ({ hosts: part, scanners: choice }));
  });
}

/** Says which appliances the pools name for a host, sorted; none: any appliance. */
function createPoolFinder(pools: readonly Pool[]): (host: ScanHost) => readonly string[] {
  const known = pools.map(readPool);
  return (host) => {
    const of = known.filter((pool) => pool.holds(host));
    if (of.length <= 1) return of[0]?.applianceIds ?? [];
    return [...new Set(of.flatMap((pool) => pool.applianceIds))].sort();
  };
}

function readPool({ entries, applianceIds }: Pool) {
  const addresses = new AddressSet();
  const names = new Set<string>();
  for (const text of entries) {
    const entry = parseTargetEntry(text);
    if (!entry.ok) continue;
    if (entry.value.kind === 'name') names.add(entry.value.name);
    else addresses.add(entry.value.range);
  }
  const holds = (host: ScanHost) => {
    if ('name' in host) return names.has(host.name);
    const address = parseAddress(host.address);
    return address.ok && addresses.covers({ family: address.value.family, first: address.value.value, last: address.value.value });
  };
  return { holds, applianceIds: [...new Set(applianceIds)].sort() };
}
