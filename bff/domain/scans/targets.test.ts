import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduleTarget, TagSelection } from '../schedules/schedule.ts';
import { targetText } from './target-text.ts';
import { checkTarget, countHosts, excludedRanges, resolveHosts } from './targets.ts';

const hosts = (include: string[], exclude: string[] = []): ScheduleTarget => ({ kind: 'hosts', include, exclude, assetGroupIds: [] });
const listed = (include: string[], exclude: string[] = []) =>
  resolveHosts(hosts(include, exclude)).map((host) => ('address' in host ? host.address : host.name));

describe('resolving a target', () => {
  it.each<[string, string[], string[], string[]]>([
    ['an address', ['10.0.0.1'], [], ['10.0.0.1']],
    ['a range', ['10.0.1.5-10.0.1.7'], [], ['10.0.1.5', '10.0.1.6', '10.0.1.7']],
    ['a range with blanks', [' 10.0.1.5 - 10.0.1.6 '], [], ['10.0.1.5', '10.0.1.6']],
    ['a short range', ['10.0.1.5-7'], [], ['10.0.1.5', '10.0.1.6', '10.0.1.7']],
    ['a range over an octet', ['10.0.0.254-10.0.1.1'], [], ['10.0.0.254', '10.0.0.255', '10.0.1.0', '10.0.1.1']],
    ['a block, network and broadcast addresses too', ['10.0.0.0/30'], [], ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3']],
    ['a block named by a host in it', ['10.0.0.2/31'], [], ['10.0.0.2', '10.0.0.3']],
    ['a block of one', ['10.0.0.9/32'], [], ['10.0.0.9']],
    ['IPv6', ['2001:db8::/127', '2001:db8::f-2001:db8::10'], [], ['2001:db8::', '2001:db8::1', '2001:db8::f', '2001:db8::10']],
    ['IPv4 in IPv6 form', ['::ffff:10.0.0.1', '::ffff:10.0.0.0/127', '10.0.0.1'], [], ['10.0.0.1', '10.0.0.0']],
    ['names, folded', ['Web.Example.', 'web.example', 'db_1'], [], ['web.example', 'db_1']],
    ['a name with a dash', ['web-01.example', '10-0-0-1.example'], [], ['web-01.example', '10-0-0-1.example']],
    [
      'duplicates once, in the order first named',
      ['10.0.0.3', '10.0.0.1-4', '10.0.0.3'],
      [],
      ['10.0.0.3', '10.0.0.1', '10.0.0.2', '10.0.0.4'],
    ],
    ['exclusions', ['10.0.0.0/29'], ['10.0.0.0', '10.0.0.2-5', '10.0.0.7'], ['10.0.0.1', '10.0.0.6']],
    ['excluded names', ['a.example', 'b.example'], ['A.example'], ['b.example']],
    ['a part of a network larger than a scan', ['10.0.0.0/30'], ['0.0.0.0/1', '10.0.0.0/31'], []],
  ])('%s', (_, include, exclude, expected) => {
    if (expected.length > 0) expect(listed(include, exclude)).toEqual(expected);
    else expect(checkTarget(hosts(include, exclude))).toMatchObject([{ path: ['target', 'exclude'], code: 'target-all-excluded' }]);
  });

  it('counts and lists what a comparison address by address gives', () => {
    const block = fc
      .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 26, max: 32 }))
      .map(([n, bits]) => `10.9.0.${n - (n % 2 ** (32 - bits))}/${bits}`);
    const range = fc.tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 0, max: 20 })).map(([n, more]) => `10.9.0.${n}-${n + more}`);
    const lines = (max: number) => fc.array(fc.oneof(block, range), { maxLength: max });
    fc.assert(
      fc.property(lines(6), lines(4), (include, exclude) => {
        const excluded = new Set(exclude.flatMap(brute));
        const expected = [...new Set(include.flatMap(brute).filter((octet) => !excluded.has(octet)))];
        if (expected.length === 0) return;
        expect(listed(include, exclude)).toHaveLength(expected.length);
        expect(new Set(listed(include, exclude))).toEqual(new Set(expected.map((octet) => `10.9.0.${octet}`)));
        expect(countHosts(hosts(include, exclude))).toBe(expected.length);
      }),
    );
  });

  it('takes a whole /16 and an IPv6 /112', () => {
    expect(countHosts(hosts(['10.1.0.0/16']))).toBe(65_536);
    expect(countHosts(hosts(['2001:db8::/112']))).toBe(65_536);
    expect(countHosts(hosts(['10.0.0.0/15'], ['10.1.0.0/16']))).toBe(65_536);
  });

  it('refuses to resolve what was never checked', () => {
    expect(() => resolveHosts(hosts(['not a host']))).toThrow('cannot be resolved');
  });
});

/** Last octets of a line in 10.9.0.0/24, by plain counting. */
function brute(line: string): number[] {
  const [, first, mark, second] = /\.(\d+)([/-])(\d+)$/.exec(line)!;
  const size = mark === '/' ? 2 ** (32 - Number(second)) : Number(second) - Number(first) + 1;
  const start = mark === '/' ? Math.floor(Number(first) / size) * size : Number(first);
  return Array.from({ length: size }, (_, i) => start + i);
}

describe('checking a target', () => {
  it('accepts what can be scanned', () => {
    expect(checkTarget(hosts(['10.0.0.0/24', '10.0.1.5-10.0.1.9', 'web.example'], ['10.0.0.1', '224.0.0.0/4']))).toEqual([]);
  });

  it.each([
    ['10.0.0.0/8', 'target-too-large', '10.0.0.0/8 holds 16,777,216 addresses; a scan takes at most 65,536: /16 or smaller would do.'],
    ['2001:db8::/64', 'target-too-large', '18,446,744,073,709,551,616 addresses'],
    ['10.0.0.9-10.0.0.1', 'target-range', '10.0.0.1-10.0.0.9 would do'],
    ['10.0.0.9-1', 'target-range', '10.0.0.1-10.0.0.9 would do'],
    ['10.0.0.9-300', 'target-range', '10.0.1.5-9'],
    ['10.0.0.1-::1', 'target-range', 'same kind'],
    ['10.0.0.0/33', 'target-prefix', 'from 0 to 32'],
    ['10.0.0.0/', 'target-prefix', 'prefix length'],
    ['2001:db8::/129', 'target-prefix', 'from 0 to 128'],
    ['10.0.0.5/24', 'target-prefix', '10.0.0.0/24 would do for the network, 10.0.0.5 for the address alone'],
    ['2001:db8::5/120', 'target-prefix', '2001:db8::/120 would do for the network'],
    ['::ffff:10.0.0.5/120', 'target-prefix', '10.0.0.5 for the address alone'],
    ['300.0.0.1/24', 'target-not-understood', 'before the slash'],
    ['10.0.0.256', 'target-not-understood', 'four numbers from 0 to 255'],
    ['10.0.0.01', 'target-not-understood', 'without leading zeros'],
    ['web server', 'target-not-understood', '10.0.0.1, 10.0.1.5-10.0.1.9, 10.0.0.0/24 or web.example would do'],
    ['<script>alert(1)</script>', 'target-not-understood', 'would do'],
    ['-oN/etc/passwd', 'target-not-understood', 'would do'],
    ['$(id)', 'target-not-understood', 'would do'],
    ['https://web.example/path', 'target-not-understood', 'the host alone would do: “web.example”'],
    ['web.example:443', 'target-not-understood', 'names a port'],
    ['10.0.0.1,10.0.0.2', 'target-not-understood', 'write each on its own'],
    ['bücher.example', 'target-not-understood', 'xn--'],
    ['a..example', 'target-not-understood', 'would do'],
    [`${'a'.repeat(64)}.example`, 'target-not-understood', 'would do'],
    [`${'a.'.repeat(126)}example`, 'target-host-name', '253'],
    ['   ', 'target-empty', 'is empty'],
    ['0.0.0.0', 'target-not-a-host', '0.0.0.0/8'],
    ['224.0.0.251', 'target-not-a-host', 'multicast'],
    ['223.255.255.250-224.0.0.3', 'target-not-a-host', 'multicast'],
    ['255.255.255.255', 'target-not-a-host', 'broadcast'],
    ['::', 'target-not-a-host', 'unspecified'],
    ['ff02::1', 'target-not-a-host', 'multicast'],
    ['fe80::1', 'target-not-a-host', 'link-local'],
  ])('%j is refused at its line: %s', (line, code, words) => {
    const issues = checkTarget(hosts(['10.0.0.1', line, '10.0.0.2']));
    expect(issues).toMatchObject([{ path: ['target', 'include', 1], code }]);
    expect(issues[0]!.message).toContain(words);
  });

  it('names every wrong line at once, of both lists, at the path it was given', () => {
    const issues = checkTarget(hosts(['x y', '10.0.0.1', '10.0.0.300'], ['10.0.0.1/99']), []);
    expect(issues.map((issue) => issue.path)).toEqual([
      ['include', 0],
      ['include', 2],
      ['exclude', 0],
    ]);
  });

  it('refuses an empty target and a sum over the limit', () => {
    expect(checkTarget(hosts([]))).toMatchObject([{ path: ['target', 'include'], code: 'target-empty' }]);
    const sum = checkTarget(hosts(['10.0.0.0/16', '10.1.0.0/16', '10.1.0.0/17', 'web.example']));
    expect(sum).toMatchObject([{ path: ['target', 'include'], code: 'target-too-large' }]);
    expect(sum[0]!.message).toContain('131,073 hosts');
  });

  it('counts the hosts of groups, as far as they are known, and tags only need to be named', () => {
    const target = (include: string[], ...assetGroupIds: string[]) => ({ kind: 'hosts', include, exclude: [], assetGroupIds }) as const;
    const groups = new Map([['g', ['10.0.0.0/16', 'web.example']]]);
    expect(checkTarget(target([], 'g'), ['target'], groups)).toMatchObject([{ code: 'target-too-large' }]);
    expect(checkTarget(target(['10.0.0.1'], 'gone'), ['target'], groups)).toEqual([]);
    expect(checkTarget(target([], 'gone'), ['target'], groups)).toEqual([]);
    expect(countHosts(target(['10.1.0.1'], 'g'), groups)).toBe(65_538);
    expect(resolveHosts(target(['10.1.0.1'], 'g'), groups)).toHaveLength(65_536);
    const tags = (...tagIds: string[]) => ({ kind: 'tags', include: { match: 'any', tagIds } }) as const;
    expect(checkTarget(tags('t'))).toEqual([]);
    expect(checkTarget(tags())).toMatchObject([{ path: ['target', 'include', 'tagIds'], code: 'tags-empty' }]);
  });

  it('judges hostile sizes at once: a million lines, ten thousand scattered or overlapping ones', () => {
    expect(checkTarget(hosts(Array<string>(1_000_000).fill('10.0.0.0/16')))).toMatchObject([{ code: 'target-too-many-lines' }]);
    const scattered = Array.from({ length: 10_000 }, (_, i) => `10.${(i * 7919) % 256}.${i >> 8}.${(i * 2) % 256}`);
    expect(checkTarget(hosts(scattered, scattered.slice(0, 5_000)))).toEqual([]);
    expect(
      countHosts(hosts(Array.from({ length: 10_000 }, (_, i) => `10.0.${(i % 256) & (256 - 2 ** (8 - (i % 9)))}.0/${16 + (i % 9)}`))),
    ).toBe(65_536);
  });

  it('never throws and never lets an unchecked line through', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (lines) => {
        const issues = checkTarget(hosts(lines));
        if (issues.length === 0) for (const host of listed(lines)) expect(host).toMatch(/^[a-z0-9_][a-z0-9_.:-]*$|^:/);
      }),
    );
  });
});

const NO_NAMES = { tags: new Map(), assetGroups: new Map(), connectors: new Map() };
const any = (...tagIds: string[]): TagSelection => ({ match: 'any', tagIds });
const tagged = (include: TagSelection, exclude?: TagSelection): ScheduleTarget => ({ kind: 'tags', include, ...(exclude && { exclude }) });

describe('a target in a few words', () => {
  it.each<[string, string[], string[]]>([
    ['10.0.0.0/24', ['10.0.0.0/24'], []],
    ['172.16.0.0/20 less 172.16.4.0/24', ['172.16.0.0/20'], ['172.16.4.0/24']],
    ['10.0.0.1, web.example', ['10.0.0.1', 'web.example'], []],
    ['3 networks, 2 hosts', ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.1-9', 'a.example', '10.9.9.9'], []],
    ['1 network, 2 hosts less 3 hosts', ['10.0.0.0/24', 'a', 'b'], ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
  ])('%s', (text, include, exclude) => {
    expect(targetText(hosts(include, exclude), NO_NAMES)).toBe(text);
  });

  it.each<[string, ScheduleTarget]>([
    ['tag Web', tagged(any('w'))],
    ['tags Web or Mail', tagged(any('w', 'm'))],
    ['tags Web and Mail less tag Old', tagged({ match: 'all', tagIds: ['w', 'm'] }, any('o'))],
    ['tags Web, Mail or 2 more', tagged(any('gone', 'w', 'm', 'o'))],
    ['2 tags', tagged(any('gone', 'lost'))],
    ['AWS: tag Web', { kind: 'cloud', connectorId: 'c', include: any('w') }],
    ['a cloud connector: 1 tag', { kind: 'cloud', connectorId: 'x', include: any('gone') }],
    ['group Branches', { kind: 'hosts', include: [], exclude: [], assetGroupIds: ['b'] }],
    [
      '10.0.0.1, groups Branches and 1 more less 10.0.0.9',
      { kind: 'hosts', include: ['10.0.0.1'], exclude: ['10.0.0.9'], assetGroupIds: ['b', 'hidden'] },
    ],
  ])('%s', (text, target) => {
    const tags = new Map(Object.entries({ w: 'Web', m: 'Mail', o: 'Old' }));
    expect(targetText(target, { tags, assetGroups: new Map([['b', 'Branches']]), connectors: new Map([['c', 'AWS']]) })).toBe(text);
  });
});

describe('what an appliance must not touch', () => {
  it('lists the excluded addresses as ranges with both ends, names left out', () => {
    expect(excludedRanges(hosts(['10.0.0.0/24', 'db.example'], ['10.0.0.128/25', '10.0.0.5', 'fd00::/126', 'web.example']))).toEqual([
      { first: '10.0.0.128', last: '10.0.0.255' },
      { first: '10.0.0.5', last: '10.0.0.5' },
      { first: 'fd00::', last: 'fd00::3' },
    ]);
  });
});
