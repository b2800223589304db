import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dpkgOrder } from './dpkg-order.ts';
import { compareRpmPart } from './rpm-order.ts';
import { dpkgVersion, rpmPart } from './testing/generated-versions.ts';

const PAIRS = 10_000;
const SEED = 20_260_305;

const has = (program: string, words: readonly string[], what: string): boolean => {
  const isThere = spawnSync(program, [...words]).status === 0;
  if (!isThere) process.stderr.write(`\nSKIPPED: ${what}, because it is not installed.\n`);
  return isThere;
};

const pairsOf = (version: fc.Arbitrary<string>, count: number): [string, string][] =>
  fc.sample(fc.tuple(version, version), { numRuns: count, seed: SEED });

/** Runs an oracle that reads pairs, one a line, and writes -1, 0 or 1 for each. */
const ask = (program: string, words: readonly string[], pairs: readonly [string, string][]): number[] => {
  const { stdout, stderr, status } = spawnSync(program, [...words], {
    input: pairs.map(([a, b]) => `${a} ${b}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  expect(status, stderr).toBe(0);
  return stdout.trim().split('\n').map(Number);
};

const disagreements = (pairs: readonly [string, string][], said: readonly number[], compare: (a: string, b: string) => number) =>
  pairs.flatMap(([a, b], i) => (Math.sign(compare(a, b)) === said[i] ? [] : [`${a} ${b}: ${Math.sign(compare(a, b))}, not ${said[i]}`]));

// dpkg itself answers one question a process: it is asked a sample, its own library in Perl all of them.
const PERL = 'use Dpkg::Version; while (<STDIN>) { chomp; my ($a, $b) = split / /; print version_compare($a, $b), "\\n"; }';
const SHELL = `while read -r a b; do
  if dpkg --compare-versions "$a" lt "$b"; then echo -1; elif dpkg --compare-versions "$a" gt "$b"; then echo 1; else echo 0; fi
done`;

test.skipIf(!has('perl', ['-MDpkg::Version', '-e', '1'], "versions against dpkg's library in Perl"))(
  `${PAIRS} generated pairs compare as in dpkg's own library`,
  () => {
    const pairs = pairsOf(dpkgVersion, PAIRS);
    const said = ask('perl', ['-e', PERL], pairs);
    expect(said).toHaveLength(PAIRS);
    expect(new Set(said).size).toBe(3);
    expect(disagreements(pairs, said, dpkgOrder.compare)).toEqual([]);
  },
);

test.skipIf(!has('dpkg', ['--version'], 'versions against dpkg'))('300 generated pairs compare as dpkg --compare-versions does', () => {
  const pairs = pairsOf(dpkgVersion, 300);
  expect(disagreements(pairs, ask('sh', ['-c', SHELL], pairs), dpkgOrder.compare)).toEqual([]);
});

// rpm expands percent signs in it before Lua reads it.
const LUA = '%{lua: for line in io.lines() do local a, b = line:match("^([^ ]+) ([^ ]+)$"); io.write(rpm.vercmp(a, b), "\\n") end}';

// Needs the program rpm: apt-get install rpm.
test.skipIf(!has('rpm', ['--version'], 'versions against rpm'))(`${PAIRS} generated pairs compare as rpm.vercmp does`, () => {
  const pairs = pairsOf(rpmPart, PAIRS);
  const said = ask('rpm', ['--eval', LUA], pairs);
  expect(said).toHaveLength(PAIRS);
  expect(new Set(said).size).toBe(3);
  expect(disagreements(pairs, said, compareRpmPart)).toEqual([]);
});
