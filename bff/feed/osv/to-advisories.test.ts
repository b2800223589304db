import { describe, expect, test } from 'vitest';
import { cvssBaseScore } from './cvss.ts';
import { type OsvAffected, type OsvRecord, osvRecord } from './osv-record.ts';
import { toAdvisories } from './to-advisories.ts';

const affected = (over: Partial<OsvAffected> = {}): OsvAffected => ({
  package: { ecosystem: 'Debian:12', name: 'hello' },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0-1' }] }],
  ...over,
});
const record = (over: Partial<OsvRecord> = {}): OsvRecord => ({ id: 'EX-1', affected: [affected()], ...over });
const only = (of: OsvRecord) => toAdvisories(of).packages[0]?.advisories[0];

describe('an OSV record', () => {
  test('becomes an advisory of each package', () => {
    const both = record({
      affected: [affected(), affected({ package: { ecosystem: 'npm', name: 'hi' }, ranges: null, versions: ['1.0.0'] })],
    });
    expect(toAdvisories(both)).toMatchObject({
      leftOut: [],
      packages: [
        {
          ecosystem: 'Debian:12',
          name: 'hello',
          advisories: [{ id: 'EX-1', ranges: [{ events: [{ introduced: '0' }, { fixed: '2.0-1' }] }] }],
        },
        { ecosystem: 'npm', name: 'hi', advisories: [{ ranges: [], versions: ['1.0.0'] }] },
      ],
    });
  });

  test('names a package twice: it is affected where either says so', () => {
    const twice = record({ affected: [affected(), affected({ ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '3.0-1' }] }] })] });
    expect(toAdvisories(twice).packages).toHaveLength(1);
    expect(only(twice)?.ranges).toHaveLength(2);
  });

  test.each<[string, OsvRecord, string]>([
    ['withdrawn', record({ withdrawn: '2026-01-01T00:00:00Z' }), 'it was withdrawn'],
    ['without a package', record({ affected: [affected({ package: null })] }), 'it names no package'],
    ['about nothing', record({ affected: null }), 'it names no package'],
    ['of commits', record({ affected: [affected({ ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] })] }), 'it names commits only'],
    [
      'of an ecosystem without an order',
      record({ affected: [affected({ package: { ecosystem: 'Android', name: ':linux:' } })] }),
      'the order of versions of its ecosystem is not known here',
    ],
    [
      'with something that is no version',
      record({
        affected: [
          affected({ package: { ecosystem: 'npm', name: 'x' }, ranges: [{ type: 'SEMVER', events: [{ introduced: 'master' }] }] }),
        ],
      }),
      'it names something that is not a version of its ecosystem',
    ],
  ])('%s is left out with the reason', (_name, given, reason) => {
    expect(toAdvisories(given)).toEqual({ packages: [], leftOut: [reason] });
  });

  test('of a distribution takes its CVEs from upstream and related; of others related is somebody else', () => {
    expect(only(record({ id: 'DSA-1-1', upstream: ['CVE-2026-1111'], related: ['CVE-2026-2222'] }))?.aliases).toEqual([
      'CVE-2026-1111',
      'CVE-2026-2222',
    ]);
    expect(only(record({ id: 'GHSA-1', aliases: ['CVE-2026-1111'], related: ['CVE-2026-2222'] }))?.aliases).toEqual(['CVE-2026-1111']);
  });

  test('keeps of the listed versions only those that the ranges do not say', () => {
    expect(only(record({ affected: [affected({ versions: ['1.0-1', '1.9-9', '2.0-1', '3.0-1'] })] }))?.versions).toEqual([
      '2.0-1',
      '3.0-1',
    ]);
  });

  test('has only references that a browser may open, advisories first', () => {
    const references = [
      { type: 'WEB', url: 'https://a.example/' },
      { type: 'WEB', url: 'javascript:alert(1)' },
      { type: 'ADVISORY', url: 'https://b.example/' },
    ];
    expect(only(record({ references }))?.references).toEqual(['https://b.example/', 'https://a.example/']);
  });

  test('has a summary of one line without control characters', () => {
    expect(only(record({ summary: 'a\n\u001b[31mb  c' }))?.summary).toBe('a [31mb c');
    expect(only(record({ details: 'x'.repeat(1000) }))?.summary).toHaveLength(300);
  });

  const high = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }];
  test.each<[string, OsvRecord, number | undefined]>([
    ['a vector of the record', record({ severity: high }), 4],
    ['a word of the package before it', record({ severity: high, affected: [affected({ ecosystem_specific: { urgency: 'low' } })] }), 2],
    [
      'a vector of the package before that',
      record({ affected: [affected({ severity: high, ecosystem_specific: { severity: 'low' } })] }),
      4,
    ],
    ['a word of the record', record({ database_specific: { severity: 'CRITICAL' } }), 5],
    [
      'a word beside a vector of version 4',
      record({ severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }], database_specific: { severity: 'MODERATE' } }),
      3,
    ],
    ['a word in place of a vector', record({ severity: [{ type: 'Ubuntu', score: 'negligible' }] }), 1],
    ['nothing', record({ affected: [affected({ ecosystem_specific: { urgency: 'not yet assigned' } })] }), undefined],
  ])('is rated by %s', (_name, given, expected) => {
    expect(only(given)?.severity).toBe(expected);
  });

  test.each([
    [{ ...record(), id: 'a b' }, 'is not an id'],
    [{ ...record(), affected: [affected({ ranges: [{ type: 'DATE' as never, events: [{ introduced: '0' }] }] })] }, 'Invalid option'],
    [{ ...record(), affected: [affected({ ranges: [{ type: 'SEMVER', events: [{}] }] })] }, 'names none of'],
  ])('that breaks the schema is refused', (given, message) => {
    expect(osvRecord.safeParse(given).error?.issues[0]?.message).toContain(message);
  });
});

// Scores from the examples and calculators of FIRST.
test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H', 8.1],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8],
  ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:H/A:N', 5.9],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', undefined],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', undefined],
  ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 10],
  ['AV:N/AC:M/Au:N/C:N/I:P/A:N', 4.3],
  ['AV:L/AC:L/Au:N/C:N/I:N/A:N', 0],
  ['high', undefined],
])('%s scores %s', (vector, score) => {
  expect(cvssBaseScore(vector)).toBe(score);
});
