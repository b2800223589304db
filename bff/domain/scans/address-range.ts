/** All addresses of one family from `first` to `last`, both inclusive. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** How many addresses the range holds. */
export const sizeOf = (range: AddressRange): bigint => range.last - range.first + 1n;

/**
 * A set of addresses that grows range by range. It holds the ranges of each family sorted and apart from one another,
 * so that a look takes a binary search, whatever the size of the ranges.
 */
export class AddressSet {
  readonly #ranges: Record<4 | 6, AddressRange[]> = { 4: [], 6: [] };

  /** Everything in the set, IPv4 first, ascending, as few ranges as possible. */
  ranges(): AddressRange[] {
    return [...this.#ranges[4], ...this.#ranges[6]];
  }

  /** Whether every address of the range is in the set. */
  covers(range: AddressRange): boolean {
    const ranges = this.#ranges[range.family];
    const candidate = ranges[firstTouching(ranges, range.first + 1n)];
    return candidate !== undefined && candidate.first <= range.first && range.last <= candidate.last;
  }

  /** Adds the range. Returns the parts of it that were not in the set before, in ascending order. */
  add(range: AddressRange): AddressRange[] {
    const ranges = this.#ranges[range.family];
    const from = firstTouching(ranges, range.first);
    let to = from;
    const fresh: AddressRange[] = [];
    let next = range.first;
    let { first, last } = range;
    // Neighbours are taken in as well: 10.0.0.0–10.0.0.7 and 10.0.0.8 become one range.
    for (; to < ranges.length && ranges[to]!.first <= range.last + 1n; to++) {
      const known = ranges[to]!;
      if (known.first > next) fresh.push({ family: range.family, first: next, last: min(known.first - 1n, range.last) });
      next = max(next, known.last + 1n);
      first = min(first, known.first);
      last = max(last, known.last);
    }
    if (next <= range.last) fresh.push({ family: range.family, first: next, last: range.last });
    ranges.splice(from, to - from, { family: range.family, first, last });
    return fresh;
  }
}

/** Index of the first range that ends at or after the address before `at`. */
function firstTouching(ranges: readonly AddressRange[], at: bigint): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.last < at - 1n) low = middle + 1;
    else high = middle;
  }
  return low;
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
