import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ImageFinding } from '../../inventory/match-inventory.ts';
import { fitsPattern, judge } from './judge.ts';
import { parsePolicy } from './parse-policy.ts';
import { NO_POLICY, type Policy } from './policy.ts';

const TODAY = '2026-11-23';
const finding = (more: Partial<ImageFinding>): ImageFinding => ({
  ...{ advisoryId: 'DSA-1-1', cves: [], severity: 4, ecosystem: 'Debian:12', package: 'openssl', installedVersion: '1' },
  ...{ purl: 'pkg:deb/debian/openssl@1', layer: '', title: 'x' },
  ...more,
});
const PACKAGE = {
  ecosystem: 'Debian:12',
  type: 'deb',
  name: 'openssl',
  version: '1',
  purl: 'pkg:deb/debian/openssl@1',
  layer: '',
} as const;
const judged = (policy: Partial<Policy>, findings: ImageFinding[], uncovered: string[] = []) =>
  judge({ inventory: { packages: [PACKAGE], notes: [] }, findings, uncovered }, { ...NO_POLICY, ...policy }, TODAY);
const rule = (more: Partial<Policy['rules'][number]>) => ({ name: 'rule', minSeverity: 4 as const, onlyFixable: false, allow: 0, ...more });

test.each<[string, Partial<Policy>, ImageFinding[], 'pass' | 'fail']>([
  ['without rules everything passes', {}, [finding({ severity: 5 })], 'pass'],
  ['a finding of the severity fails', { rules: [rule({})] }, [finding({})], 'fail'],
  ['one below it passes', { rules: [rule({})] }, [finding({ severity: 3 })], 'pass'],
  ['one without a fix passes where only fixable ones count', { rules: [rule({ onlyFixable: true })] }, [finding({})], 'pass'],
  ['one with a fix fails there', { rules: [rule({ onlyFixable: true })] }, [finding({ fixedVersion: '2' })], 'fail'],
  ['one in another package passes', { rules: [rule({ packages: ['lib*'] })] }, [finding({})], 'pass'],
  ['as many as are allowed pass', { rules: [rule({ allow: 1 })] }, [finding({})], 'pass'],
  ['one more fails', { rules: [rule({ allow: 1 })] }, [finding({}), finding({ advisoryId: 'DSA-2-1' })], 'fail'],
  ['a denied package fails without a finding', { deny: [{ package: 'open*', reason: 'no' }] }, [], 'fail'],
  ['a denied package of another ecosystem passes', { deny: [{ package: 'open*', ecosystem: 'npm', reason: 'no' }] }, [], 'pass'],
  ['an ignored advisory passes', { rules: [rule({})], ignore: [{ id: 'DSA-1-1', reason: 'r' }] }, [finding({})], 'pass'],
  [
    'ignored in another package it fails',
    { rules: [rule({})], ignore: [{ id: 'DSA-1-1', package: 'curl', reason: 'r' }] },
    [finding({})],
    'fail',
  ],
  [
    'on its last day an entry still holds',
    { rules: [rule({})], ignore: [{ id: 'DSA-1-1', reason: 'r', expires: TODAY }] },
    [finding({})],
    'pass',
  ],
  [
    'the day after it does not',
    { rules: [rule({})], ignore: [{ id: 'DSA-1-1', reason: 'r', expires: '2026-11-22' }] },
    [finding({})],
    'fail',
  ],
  [
    'one CVE of two ignored fails',
    { rules: [rule({})], ignore: [{ id: 'CVE-1-1111', reason: 'r' }] },
    [finding({ cves: ['CVE-1-1111', 'CVE-1-2222'] })],
    'fail',
  ],
])('%s', (_, policy, findings, outcome) => {
  expect(judged(policy, findings).verdict.outcome).toBe(outcome);
});

test('an entry whose day is over is told where it would have helped', () => {
  const ignore = [{ id: 'DSA-1-1', reason: 'r', expires: '2026-11-22' }];
  expect(judged({ ignore }, [finding({})]).expired).toEqual(ignore);
  expect(judged({ ignore }, []).expired).toEqual([]);
});

test('a distribution without a package was not read; an image of nothing but files has none', () => {
  const os = { id: 'alpine', name: 'Alpine' };
  const outcome = (inventory: { os?: typeof os }) =>
    judge({ inventory: { ...inventory, packages: [], notes: [] }, findings: [], uncovered: [] }, NO_POLICY, TODAY).verdict.outcome;
  expect([outcome({ os }), outcome({})]).toEqual(['unknown', 'pass']);
});

test('packages that the signatures do not know are neither a pass, nor complete', () => {
  expect(judged({}, [], ['Debian:12']).verdict.outcome).toBe('unknown');
  expect(judged({ incomplete: 'fail' }, [], ['npm']).verdict).toMatchObject({ outcome: 'fail', broken: [{ rule: 'Everything is known' }] });
});

test.each([
  ['openssl', 'openssl', true],
  ['openssl', 'open*', true],
  ['openssl', '*ssl', true],
  ['openssl', 'o*e*l', true],
  ['openssl', '*', true],
  ['aa', 'a*aa', false],
  ['openssl', 'ssl', false],
  ['open.sl', 'open?sl', false],
])('%s fits %s: %s', (name, pattern, fits) => {
  expect(fitsPattern(name, pattern)).toBe(fits);
});

test('a long pattern of stars is decided at once', () => {
  expect(fitsPattern('a'.repeat(300), `${'*a'.repeat(140)}*b`)).toBe(false);
});

test('a rule without a name is called by what it asks', () => {
  const parsed = parsePolicy('{"version":1,"rules":[{"minSeverity":"HIGH","onlyFixable":true,"packages":["lib*"]}]}');
  expect(parsed).toMatchObject({
    ok: true,
    value: { rules: [{ name: 'No fixable findings of severity high or worse in lib*', minSeverity: 4 }] },
  });
});

test('all problems of a policy come at once, each at its place', () => {
  const parsed = parsePolicy('{"rules":[{"minSeverity":9,"allow":-1,"extra":1}],"deny":[{"package":""}],"incomplete":"maybe"}');
  expect(parsed.ok ? [] : parsed.problems).toEqual([
    'version is missing',
    'rules[0].minSeverity is one of critical, high, medium, low, info, or 1 to 5',
    'rules[0].allow is at least 0',
    'rules[0] does not take "extra"',
    'deny[0].package is not empty',
    'deny[0].reason is missing',
    'incomplete is "allow" or "fail"',
  ]);
  expect(parsePolicy('{')).toMatchObject({ ok: false, problems: [expect.stringContaining('not JSON')] });
});

test('the policy of the documentation is one', () => {
  const text = readFileSync(new URL('../../../docs/pipelines.md', import.meta.url), 'utf8');
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  expect(parsePolicy(example)).toMatchObject({ ok: true, value: { incomplete: 'fail', ignore: [{ package: 'zlib1g' }] } });
});
