import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apkOrder } from './apk-order.ts';
import { dpkgOrder } from './dpkg-order.ts';
import { goOrder } from './go-order.ts';
import { mavenOrder } from './maven-order.ts';
import { orderOfEcosystem } from './order-of-ecosystem.ts';
import { pep440Order } from './pep440-order.ts';
import { rpmOrder } from './rpm-order.ts';
import { semverOrder } from './semver-order.ts';
import { apkVersion, dpkgVersion, mavenVersion, pythonVersion, rpmVersion, semanticVersion } from './testing/generated-versions.ts';
import type { VersionOrder } from './version-order.ts';

// Each line ascends: `<` is strictly older, `=` the same place. Taken from the ecosystems' own documents, which are named.
const LINES: readonly (readonly [VersionOrder, string, readonly string[]])[] = [
  [
    dpkgOrder,
    'deb-version(7)',
    [
      '1.0~~ < 1.0~~a < 1.0~ < 1.0 < 1.0a',
      '1.0~rc1 < 1.0',
      '2.0 < 1:1.0',
      '0:1 = 1 = 1-0',
      '3.0.19-1~deb12u2 < 3.0.22-1~deb12u2',
      '1.0 < 1.0+b1',
      '1.2.3-1 < 1.2.3-1+deb12u1',
      '9.2p1-2 < 9.2p1-10',
      '1.0-1~bpo12+1 < 1.0-1',
      '1.2.3-1-1 < 1.2.3-2-1',
      '007 = 7 < 8',
    ],
  ],
  [
    rpmOrder,
    'rpm-version(7)',
    [
      '1.0~rc1 < 1.0 < 1.0^git1 < 1.0.1',
      '1.0^ < 1.0.1',
      '1.0 < 1.0^',
      '1.0~rc1~git1 < 1.0~rc1 < 1.0~rc1^git1',
      '1.0a < 1.0.1',
      '5.5p1 < 5.5p2 < 5.5p10',
      '10xyz < 10.1xyz',
      'xyz10 < xyz10.1',
      '2_0 = 2.0 = 2+0',
      '6.0 < 6.0.rc1',
      '1.0 = 1.00 = 01.0',
      '9:1-1 < 10:0-1',
      '0:1-1 = 1-1 < 1-2.el9 < 1-10.el9',
    ],
  ],
  [
    apkOrder,
    'apk-package(5)',
    [
      '1.2_alpha < 1.2_beta < 1.2_pre < 1.2_rc1 < 1.2_rc2 < 1.2 < 1.2_cvs < 1.2_svn < 1.2_git < 1.2_hg < 1.2_p1',
      '1.2 < 1.2-r1 < 1.2-r10 < 1.2a < 1.2b < 1.2.1',
      '1.05 < 1.1 < 1.10',
      '0.9 < 0.10',
      '3.1.4-r5 < 3.1.5-r0',
      '1.1.24_rc1-r0 < 1.1.24-r0',
      '1.2 < 1.2_git20230101',
    ],
  ],
  [
    semverOrder,
    'Semantic Versioning 2.0.0 §11',
    [
      '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0',
      '1.0.0 < 2.0.0 < 2.1.0 < 2.1.1',
      '1.0.0+a = 1.0.0+b = v1.0.0 = 1 = 1.0',
      '1.0.0-9999999999999999998 < 1.0.0-9999999999999999999',
      '4.8.1 < 4.8.1.1',
    ],
  ],
  [
    pep440Order,
    'PEP 440, “Summary of permitted suffixes and relative ordering”',
    [
      '1.dev0 < 1.0.dev456 < 1.0a1 < 1.0a2.dev456 < 1.0a12.dev456 < 1.0a12 < 1.0b1.dev456 < 1.0b2 < 1.0b2.post345.dev456 < 1.0b2.post345 < 1.0rc1.dev456 < 1.0rc1 < 1.0 < 1.0+abc.5 < 1.0+abc.7 < 1.0+5 < 1.0.post456.dev34 < 1.0.post456 < 1.0.15 < 1.1.dev1',
      '2013.10 < 2014.04 < 1!1.0',
      '1.0rc1 < 1.0 < 1.0.post1',
      '2.0 < 1!0.1',
      '1.0 = 1 = 1.0.0 = v1.0',
      '1.0alpha1 = 1.0a1 = 1.0-a.1 = 1.0A1',
      '1.0-1 = 1.0.post1 = 1.0.rev1',
      '1.0c1 = 1.0rc1 = 1.0-pre1',
    ],
  ],
  [
    goOrder,
    'Go modules reference, “Versions” and “Pseudo-versions”',
    [
      'v0.0.0-20191109021931-daa7c04131f5 < v0.0.0-20200101000000-aaaaaaaaaaaa < v0.1.0',
      'v1.2.3 < v1.2.4-0.20191109021931-daa7c04131f5 < v1.2.4',
      'v2.0.0+incompatible = 2.0.0',
      'go1.21rc2 < 1.21.0 = go1.21 < go1.21.3 = 1.21.3',
      '1.21.0-0 < go1.21rc1',
    ],
  ],
  [
    mavenOrder,
    'POM reference, “Version Order Specification”',
    [
      '1 < 1.1',
      '1-snapshot < 1 < 1-sp',
      '1-foo2 < 1-foo10',
      '1-foo < 1-1 < 1.1',
      '1.ga = 1-ga = 1-0 = 1.0 = 1 = 1.final = 1.RELEASE',
      '1-alpha < 1-beta < 1-milestone < 1-rc < 1-snapshot < 1 < 1-sp < 1-abc < 1-1',
      '1-a1 = 1-alpha-1',
      '1-cr1 = 1-rc1',
      '2.0.1-xyz < 2.0.1-123',
      '9.4.48.v20220622 < 9.4.51.v20230217',
      '1.0.0-foo.0.0 = 1-foo',
      '2.0.foo = 2-foo',
      '01.0.alpha0 < 01 < 1-foo0',
    ],
  ],
];

describe.each(LINES.map(([order, source, lines]) => ({ name: order.name, order, source, lines })))('$name', ({ order, source, lines }) => {
  test.each(lines)(`${source}: %s`, (line) => {
    const parts = line.split(/ ([<=]) /);
    for (let i = 2; i < parts.length; i += 2) {
      const [a = '', sign, b = ''] = [parts[i - 2], parts[i - 1], parts[i]];
      expect(Math.sign(order.compare(a, b)), `${a} ${sign} ${b}`).toBe(sign === '<' ? -1 : 0);
      expect(Math.sign(order.compare(b, a)), `${b} after ${a}`).toBe(sign === '<' ? 1 : 0);
      expect([a, b].every(order.isVersion), `${a} and ${b} are versions`).toBe(true);
    }
  });
});

const GENERATED: readonly { readonly order: VersionOrder; readonly version: fc.Arbitrary<string> }[] = [
  { order: dpkgOrder, version: dpkgVersion },
  { order: rpmOrder, version: rpmVersion },
  { order: apkOrder, version: apkVersion },
  { order: semverOrder, version: semanticVersion },
  { order: pep440Order, version: pythonVersion },
  { order: goOrder, version: semanticVersion.map((version) => `v${version}`) },
  { order: mavenOrder, version: mavenVersion },
];

test.each(GENERATED)('$order.name is a total order', ({ order, version }) => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      const sorted = [a, b, c].sort(order.compare);
      const [low = '', middle = '', high = ''] = sorted;
      expect(order.compare(a, a)).toBe(0);
      expect(Math.sign(order.compare(a, b))).toBe(-Math.sign(order.compare(b, a)) || 0);
      expect(order.compare(low, middle) <= 0 && order.compare(middle, high) <= 0 && order.compare(low, high) <= 0).toBe(true);
      expect([a, b, c].every(order.isVersion)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  dpkgOrder,
  rpmOrder,
  apkOrder,
  semverOrder,
  pep440Order,
  goOrder,
  mavenOrder,
])('$name takes any text without an exception', (order) => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
      expect(Number.isNaN(order.compare(a, b))).toBe(false);
      expect(typeof order.isVersion(a)).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['Debian:12', 'dpkg'],
  ['Ubuntu:22.04:LTS', 'dpkg'],
  ['Alpine:v3.19', 'apk'],
  ['Rocky Linux:9', 'rpm'],
  ['npm', 'semver'],
  ['PyPI', 'pep440'],
  ['Go', 'go'],
  ['Maven', 'maven'],
  ['Unheard of', undefined],
])('%s orders its versions as %s', (ecosystem, name) => {
  expect(orderOfEcosystem(ecosystem)?.name).toBe(name);
});
