import { formatAddress, parseAddress } from '../scans/address.ts';
import { type AddressRange, AddressSet } from '../scans/address-range.ts';
import type { TagSelection } from '../schedules/schedule.ts';
import { carries } from './select-assets.ts';

/** An asset, reachable or not, with the tags that it carries. */
export interface TaggedAsset {
  /** What it is known by. The name of a cloud instance is a label, not the name of a host. */
  readonly identity: 'address' | 'name' | 'instance';
  readonly address: string | null;
  readonly name: string | null;
  readonly tagIds: readonly string[];
}

/** All that leads to an excluded asset: an exclusion always wins, whatever else is known by the same address or name. */
export interface ExcludedHosts {
  readonly addresses: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** The addresses and names of the assets that the selection excludes. */
export function excludedHosts(exclude: TagSelection | undefined, assets: readonly TaggedAsset[]): ExcludedHosts {
  const excluded = exclude === undefined ? [] : assets.filter(({ tagIds }) => carries(exclude, new Set(tagIds)));
  return {
    addresses: new Set(excluded.flatMap(({ address }) => address ?? [])),
    names: new Set(excluded.flatMap(({ identity, name }) => (identity === 'instance' ? [] : (name ?? [])))),
  };
}

/**
 * Whether another way leads to an excluded asset. What is scanned by its name is judged by its name: the address that it has in the
 * network of the appliance is checked there.
 */
export function leadsToExcluded({ addresses, names }: ExcludedHosts, { identity, address, name }: Omit<TaggedAsset, 'tagIds'>): boolean {
  if (identity !== 'name' && address !== null && addresses.has(address)) return true;
  return identity !== 'instance' && name !== null && names.has(name);
}

/** Canonical addresses, both inclusive. */
export interface TextRange {
  readonly first: string;
  readonly last: string;
}

/**
 * The addresses as at most so many ranges. Where they would be more, the narrowest gaps between them are closed: rather leave out too much
 * than touch what is excluded.
 */
export function rangesOf(addresses: Iterable<string>, most: number): TextRange[] {
  const set = new AddressSet();
  for (const text of addresses) {
    const parsed = parseAddress(text);
    if (parsed.ok) set.add({ family: parsed.value.family, first: parsed.value.value, last: parsed.value.value });
  }
  return closeGaps(set.ranges(), most).map(({ family, first, last }) => ({
    first: formatAddress({ family, value: first }),
    last: formatAddress({ family, value: last }),
  }));
}

function closeGaps(ranges: readonly AddressRange[], most: number): readonly AddressRange[] {
  if (ranges.length <= most) return ranges;
  const gaps = ranges.flatMap((range, i) => {
    const before = ranges[i - 1];
    return before === undefined || before.family !== range.family ? [] : [{ i, size: range.first - before.last }];
  });
  gaps.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : a.i - b.i));
  const closed = new Set(gaps.slice(0, ranges.length - most).map(({ i }) => i));
  const kept: AddressRange[] = [];
  for (const [i, range] of ranges.entries()) {
    if (closed.has(i)) kept.push({ ...kept.pop()!, last: range.last });
    else kept.push(range);
  }
  return kept;
}
