import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagSelection } from '../schedules/schedule.ts';
import { excludedHosts, leadsToExcluded, rangesOf, type TaggedAsset } from './excluded-hosts.ts';
import { isSelected } from './select-assets.ts';

const TAGS = ['a', 'b', 'c', 'd'];
const someTags = fc.subarray(TAGS);
const selection: fc.Arbitrary<TagSelection> = fc.record({ match: fc.constantFrom('any', 'all'), tagIds: someTags });

/** Said in terms of sets alone: who carries one of the tags, who carries every one. */
function membersOf({ match, tagIds }: TagSelection, world: readonly (readonly string[])[]): Set<number> {
  const everybody = world.map((_, i) => i);
  if (tagIds.length === 0) return new Set();
  const carriers = tagIds.map((tag) => new Set(everybody.filter((i) => world[i]!.includes(tag))));
  return new Set(everybody.filter((i) => (match === 'any' ? carriers.some((one) => one.has(i)) : carriers.every((one) => one.has(i)))));
}

describe('the tags of a target', () => {
  it('mean the union or the intersection of their carriers, less those of the excluded tags', () => {
    fc.assert(
      fc.property(fc.array(someTags, { maxLength: 20 }), selection, fc.option(selection, { nil: undefined }), (world, include, exclude) => {
        const excluded = exclude === undefined ? new Set() : membersOf(exclude, world);
        const expected = [...membersOf(include, world)].filter((i) => !excluded.has(i)).sort((x, y) => x - y);
        const found = world.flatMap((tags, i) => (isSelected({ include, exclude }, new Set(tags)) ? [i] : []));
        expect(found).toEqual(expected);
      }),
    );
  });

  it('select no more when a tag is excluded in addition, and never what carries it', () => {
    fc.assert(
      fc.property(someTags, selection, someTags, fc.constantFrom(...TAGS), (carried, include, excluded, more) => {
        const with_ = (tagIds: string[]) => isSelected({ include, exclude: { match: 'any', tagIds } }, new Set(carried));
        if (with_([...excluded, more])) expect(with_(excluded)).toBe(true);
        if (carried.includes(more)) expect(with_([...excluded, more])).toBe(false);
      }),
    );
  });
});

const asset = (fields: Partial<TaggedAsset>): TaggedAsset => ({ identity: 'address', address: null, name: null, tagIds: [], ...fields });

describe('an excluded asset', () => {
  const exclude: TagSelection = { match: 'all', tagIds: ['a', 'b'] };
  const excluded = excludedHosts(exclude, [
    asset({ address: '10.0.0.1', name: 'db.example', tagIds: ['a', 'b'] }),
    asset({ address: '10.0.0.2', name: 'web.example', tagIds: ['a'] }),
    asset({ identity: 'instance', address: '10.0.0.3', name: 'worker', tagIds: ['a', 'b', 'c'] }),
    asset({ identity: 'name', name: 'vpn.example', tagIds: ['a', 'b'] }),
  ]);

  it.each<[boolean, string, Partial<TaggedAsset>]>([
    [true, 'an instance at its address', { identity: 'instance', address: '10.0.0.1', name: 'other' }],
    [true, 'a host known by its name', { identity: 'name', name: 'db.example' }],
    [true, 'a host at another address that has the excluded name', { address: '10.0.0.9', name: 'vpn.example' }],
    [true, 'a host at the address of an excluded instance', { address: '10.0.0.3' }],
    [false, 'what carries only one of the tags', { address: '10.0.0.2', name: 'web.example' }],
    [false, 'another instance with the same label', { identity: 'instance', address: '10.0.0.8', name: 'worker' }],
    [
      false,
      'a name whose last known address is excluded: the appliance resolves and checks it',
      { identity: 'name', address: '10.0.0.1', name: 'x' },
    ],
  ])('is led to: %s by %s', (leads, _, fields) => {
    expect(leadsToExcluded(excluded, asset(fields))).toBe(leads);
  });
});

describe('excluded addresses as ranges', () => {
  it('are as few as possible, both ends inclusive, of both families', () => {
    expect(rangesOf(['10.0.0.2', '10.0.0.1', 'fd00::1', '10.0.0.7', 'no address'], 100)).toEqual([
      { first: '10.0.0.1', last: '10.0.0.2' },
      { first: '10.0.0.7', last: '10.0.0.7' },
      { first: 'fd00::1', last: 'fd00::1' },
    ]);
  });

  it('close the narrowest gaps when they are too many: all of them stay excluded', () => {
    const addresses = ['10.0.0.1', '10.0.0.3', '10.0.1.1', '10.0.9.1', 'fd00::1'];
    expect(rangesOf(addresses, 3)).toEqual([
      { first: '10.0.0.1', last: '10.0.1.1' },
      { first: '10.0.9.1', last: '10.0.9.1' },
      { first: 'fd00::1', last: 'fd00::1' },
    ]);
  });
});
