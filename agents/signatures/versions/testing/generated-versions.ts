import fc from 'fast-check';

/** Small pieces on purpose: two versions must often begin alike. */
const number = fc.constantFrom('0', '1', '2', '3', '9', '10', '11', '00', '01', '20230101');
const word = fc.constantFrom('a', 'b', 'rc', 'p', 'git', 'deb');

const joined = (pieces: fc.Arbitrary<string>, maxLength: number) => fc.array(pieces, { maxLength }).map((all) => all.join(''));
const optional = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), text);
const text = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));

const loose = (signs: readonly string[]) => text(number, joined(fc.oneof(number, word, fc.constantFrom(...signs)), 6));

/** With epochs, tildes and revisions, as dpkg accepts them. */
export const dpkgVersion = text(
  optional(fc.constantFrom('0:', '1:', '2:')),
  loose(['.', '~', '+', '.']),
  optional(text(fc.constant('-'), loose(['.', '~', '+']))),
);

/** With carets and tildes, as rpm 4.15 and newer accept them. */
export const rpmVersion = text(
  optional(fc.constantFrom('0:', '1:')),
  loose(['.', '~', '^', '_', '+']),
  optional(text(fc.constant('-'), loose(['.', '~', '^']))),
);
/** One part of it, as `rpm.vercmp` compares it. */
export const rpmPart = loose(['.', '~', '^', '_', '+']);

export const apkVersion = text(
  number,
  joined(text(fc.constant('.'), number), 3),
  optional(fc.constantFrom('a', 'b', 'z')),
  joined(text(fc.constantFrom('_alpha', '_beta', '_rc', '_git', '_p'), optional(number)), 2),
  optional(fc.constantFrom('-r0', '-r1', '-r10')),
);

const identifier = fc.oneof(fc.constantFrom('0', '1', '2', '10', '11'), word);
export const semanticVersion = text(
  ...[number, fc.constant('.'), number, fc.constant('.'), number],
  optional(text(fc.constant('-'), identifier, joined(text(fc.constant('.'), identifier), 2))),
  optional(fc.constantFrom('+1', '+build.5')),
);

export const pythonVersion = text(
  ...[optional(fc.constantFrom('0!', '1!')), number, joined(text(fc.constant('.'), number), 3)],
  optional(text(fc.constantFrom('a', 'b', 'rc', '-alpha.'), number)),
  optional(text(fc.constantFrom('.post', '-'), number)),
  optional(text(fc.constant('.dev'), number)),
  optional(fc.constantFrom('+1', '+abc', '+abc.5')),
);

/** Numbers, then at most one qualifier: what is published in practice. */
export const mavenVersion = text(
  ...[number, joined(text(fc.constant('.'), number), 3)],
  optional(
    text(
      fc.constantFrom('-', '.'),
      fc.constantFrom('alpha', 'beta', 'rc', 'snapshot', 'ga', 'final', 'sp', 'foo'),
      optional(text(fc.constantFrom('', '-'), number)),
    ),
  ),
);
