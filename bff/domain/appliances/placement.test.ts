import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayTake, placeSlices, type WaitingSlice } from './placement.ts';

const slices = (count: number, more: Partial<WaitingSlice> = {}): WaitingSlice[] =>
  Array.from({ length: count }, (_, i) => ({ id: `s${i}`, scanners: { kind: 'any' }, notTo: [], ...more }));
const counts = (placed: Map<string, string>) => {
  const each: Record<string, number> = {};
  for (const to of placed.values()) each[to] = (each[to] ?? 0) + 1;
  return each;
};

describe('placing slices', () => {
  it.each<[string, number, [string, number][], Record<string, number>]>([
    ['nobody asks', 3, [], {}],
    ['one appliance takes no more than its free slots', 9, [['a', 4]], { a: 4 }],
    [
      'equals share evenly',
      6,
      [
        ['a', 4],
        ['b', 4],
      ],
      { a: 3, b: 3 },
    ],
    [
      'shares follow the free slots',
      6,
      [
        ['a', 10],
        ['b', 2],
      ],
      { a: 5, b: 1 },
    ],
    [
      'one slice goes where most is free',
      1,
      [
        ['a', 1],
        ['b', 3],
      ],
      { b: 1 },
    ],
    [
      'a full one gets nothing',
      2,
      [
        ['a', 0],
        ['b', 1],
      ],
      { b: 1 },
    ],
  ])('%s', (_name, count, free, expected) => {
    const candidates = free.map(([applianceId, n]) => ({ applianceId, free: n }));
    expect(counts(placeSlices(slices(count), candidates))).toEqual(expected);
  });

  it('gives a slice to nobody who declined it or is not allowed', () => {
    const candidates = [
      { applianceId: 'a', free: 5 },
      { applianceId: 'b', free: 1 },
    ];
    expect(counts(placeSlices(slices(1, { notTo: ['a'] }), candidates))).toEqual({ b: 1 });
    expect(counts(placeSlices(slices(2, { scanners: { kind: 'appliances', ids: ['b'] } }), candidates))).toEqual({ b: 1 });
  });

  it('leaves nothing lying that somebody could take, and overloads nobody', () => {
    const candidate = fc.record({ applianceId: fc.constantFrom('a', 'b', 'c', 'd'), free: fc.nat(6) });
    const slice = fc.record({
      scanners: fc.oneof(
        fc.constant({ kind: 'any' as const }),
        fc.subarray(['a', 'b', 'c', 'd']).map((ids) => ({ kind: 'appliances' as const, ids })),
      ),
      notTo: fc.subarray(['a', 'b']),
    });
    fc.assert(
      fc.property(fc.array(slice, { maxLength: 20 }), fc.uniqueArray(candidate, { selector: (c) => c.applianceId }), (made, candidates) => {
        const waiting = made.map((one, i) => ({ ...one, id: `s${i}` }));
        const placed = placeSlices(waiting, candidates);
        const given = counts(placed);
        const room = candidates.filter((c) => (given[c.applianceId] ?? 0) < c.free);
        expect(candidates.every((c) => (given[c.applianceId] ?? 0) <= c.free)).toBe(true);
        for (const one of waiting.filter((w) => !placed.has(w.id))) {
          expect(room.some((c) => mayTake(one.scanners, c.applianceId) && !one.notTo.includes(c.applianceId))).toBe(false);
        }
      }),
    );
  });
});
