import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RangeEvent } from './advisory.ts';
import { fixedVersionAbove, isAffected } from './is-affected.ts';
import { matchPackage } from './match-package.ts';
import { dpkgOrder } from './versions/dpkg-order.ts';
import { semverOrder } from './versions/semver-order.ts';

const ranges = (...lists: RangeEvent[][]) => ({ ranges: lists.map((events) => ({ events })), versions: [] as string[] });

describe('the OSV evaluation', () => {
  test.each<[string, string, ReturnType<typeof ranges>, boolean]>([
    ['before the fix', '1.0.3', ranges([{ introduced: '1.0.0' }, { fixed: '1.0.4' }]), true],
    ['the fix itself', '1.0.4', ranges([{ introduced: '1.0.0' }, { fixed: '1.0.4' }]), false],
    ['before it was introduced', '0.9.0', ranges([{ introduced: '1.0.0' }, { fixed: '1.0.4' }]), false],
    ['0 is before every version', '0.0.0-alpha', ranges([{ introduced: '0' }, { fixed: '1.0.0' }]), true],
    ['the last affected one', '1.2.0', ranges([{ introduced: '0' }, { lastAffected: '1.2.0' }]), true],
    ['after the last affected one', '1.2.1', ranges([{ introduced: '0' }, { lastAffected: '1.2.0' }]), false],
    ['never fixed', '99.0.0', ranges([{ introduced: '1.0.0' }]), true],
    ['events in any order', '2.5.0', ranges([{ fixed: '3.0.0' }, { introduced: '2.0.0' }, { fixed: '1.0.0' }, { introduced: '0' }]), true],
    ['between two ranges of one list', '1.5.0', ranges([{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '2.0.0' }]), false],
    ['in one of several ranges', '2.1.0', ranges([{ introduced: '0' }, { fixed: '1.0.0' }], [{ introduced: '2.0.0' }]), true],
    ['below the limit', '1.5.0', ranges([{ introduced: '0' }, { limit: '2.0.0' }]), true],
    ['at the limit', '2.0.0', ranges([{ introduced: '0' }, { limit: '2.0.0' }]), false],
    ['no limit', '2.0.0', ranges([{ introduced: '0' }, { limit: '*' }]), true],
    ['listed alone', '7.7.7', { ranges: [], versions: ['7.7.7'] }, true],
    ['in no range and not listed', '7.7.8', { ranges: [], versions: ['7.7.7'] }, false],
  ])('%s: %s', (_name, version, affected, expected) => {
    expect(isAffected(version, affected, semverOrder)).toBe(expected);
  });

  test('the lowest fix above the version is proposed, of its own branch', () => {
    const affected = ranges([{ introduced: '1.0.0' }, { fixed: '1.4.2' }], [{ introduced: '2.0.0' }, { fixed: '2.0.9' }]);
    expect(fixedVersionAbove('1.2.0', affected, semverOrder)).toBe('1.4.2');
    expect(fixedVersionAbove('2.0.1', affected, semverOrder)).toBe('2.0.9');
    expect(fixedVersionAbove('2.0.1', ranges([{ introduced: '2.0.0' }]), semverOrder)).toBeUndefined();
  });

  test('a fix that another range still names as affected is not proposed', () => {
    const affected = ranges([{ introduced: '0' }, { fixed: '1.0.0' }, { fixed: '3.0.0' }], [{ introduced: '1.0.0' }, { fixed: '2.0.0' }]);
    expect(fixedVersionAbove('0.5.0', affected, semverOrder)).toBe('3.0.0');
  });

  // Walks through all versions from the lowest: the events that stand at one are carried out as they are listed.
  const naive = (version: number, events: readonly RangeEvent[]): boolean => {
    let affected = events.some((event) => 'introduced' in event && event.introduced === '0');
    for (let at = 1; at <= version; at++) {
      for (const event of events) {
        if ('introduced' in event && event.introduced === `${at}`) affected = true;
        if ('fixed' in event && event.fixed === `${at}`) affected = false;
        // The version after the last affected one is the first without it.
        if ('lastAffected' in event && event.lastAffected === `${at - 1}`) affected = false;
      }
    }
    const limits = events.flatMap((event) => ('limit' in event ? [Number(event.limit)] : []));
    return affected && (limits.length === 0 || limits.some((limit) => version < limit));
  };

  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
  const event = (at: number, kind: number): RangeEvent =>
    kind === 0
      ? { introduced: `${at * 2}` }
      : kind === 1
        ? { fixed: `${at * 2}` }
        : kind === 2
          ? { lastAffected: `${at * 2}` }
          : { limit: `${at * 2}` };
  // Even numbers only: the version after a last affected one is then nobody else's.
  const events = fc
    .tuple(numbers, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }), fc.boolean())
    .map(([at, kinds, fromStart]) => [...(fromStart ? [{ introduced: '0' }] : []), ...at.map((each, i) => event(each, kinds[i] ?? 0))]);

  test('agrees with walking through all versions', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 125 }), (list, version) => {
        expect(isAffected(`${version}`, ranges(list), dpkgOrder)).toBe(naive(version, list));
      }),
      { numRuns: 5000 },
    );
  });

  test('a proposed fix is newer and not affected', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 125 }), (lists, version) => {
        const fix = fixedVersionAbove(`${version}`, ranges(...lists), dpkgOrder);
        if (fix === undefined) return;
        expect(Number(fix)).toBeGreaterThan(version);
        expect(isAffected(fix, ranges(...lists), dpkgOrder)).toBe(false);
        expect(isAffected(`${version}`, ranges(...lists), dpkgOrder)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('nothing is claimed of what is not a version of the ecosystem, or of an unknown ecosystem', () => {
  const advisory = { id: 'X-1', aliases: [], summary: '', references: [], ...ranges([{ introduced: '0' }]) };
  expect(matchPackage({ ecosystem: 'npm', name: 'left', version: 'latest' }, [advisory])).toEqual([]);
  expect(matchPackage({ ecosystem: 'Nowhere', name: 'left', version: '1.0.0' }, [advisory])).toEqual([]);
  expect(matchPackage({ ecosystem: 'npm', name: 'left', version: '1.0.0' }, [advisory])).toHaveLength(1);
});
