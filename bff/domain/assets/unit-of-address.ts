import { parseAddress } from '../scans/address.ts';
import { type AddressRange, AddressSet, sizeOf } from '../scans/address-range.ts';
import { parseTargetEntry } from '../scans/target-entry.ts';

/** The networks that a business unit owns, as entered. */
export interface OwnedNetworks {
  readonly id: string;
  readonly networks: readonly string[];
}

interface Owned {
  readonly range: AddressRange;
  readonly unitId: string;
}

/** Prepares the networks of all units for many addresses: the answer is the unit whose network holds an address, the most specific one first. */
export function compileUnits(units: readonly OwnedNetworks[]): (address: string) => string | undefined {
  const owned = units.flatMap(({ id, networks }) => networks.flatMap((line) => ownedBy(id, line)));
  owned.sort((a, b) => Number(sizeOf(a.range) > sizeOf(b.range)) - Number(sizeOf(a.range) < sizeOf(b.range)));
  const taken = new AddressSet();
  // From the most specific on, each takes what is not taken yet: the parts lie apart from one another.
  const parts: Record<4 | 6, Owned[]> = { 4: [], 6: [] };
  for (const { range, unitId } of owned) {
    for (const part of taken.add(range)) parts[range.family].push({ range: part, unitId });
  }
  for (const family of [4, 6] as const) parts[family].sort((a, b) => (a.range.first < b.range.first ? -1 : 1));
  return (text) => {
    const parsed = parseAddress(text);
    return parsed.ok ? find(parts[parsed.value.family], parsed.value.value) : undefined;
  };
}

function ownedBy(unitId: string, line: string): Owned[] {
  const parsed = parseTargetEntry(line);
  return parsed.ok && parsed.value.kind === 'addresses' ? [{ range: parsed.value.range, unitId }] : [];
}

function find(parts: readonly Owned[], value: bigint): string | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.range.last < value) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  return part !== undefined && part.range.first <= value ? part.unitId : undefined;
}
