import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

test.each([
  ['control characters become one space', 'a\u0000\u001b[31m\r\nb', 'a [31m b'],
  ['a bidirectional override cannot turn the words round', 'txt\u202Eexe', 'txt exe'],
  ['half a surrogate pair disappears', 'a\ud83db', 'a b'],
  ['a whole emoji stays', 'a😀b', 'a😀b'],
  ['what is too long ends with an ellipsis', 'x'.repeat(30), `${'x'.repeat(19)}…`],
  ['a pair is not cut in half', `${'x'.repeat(18)}😀😀`, `${'x'.repeat(18)}…`],
])('%s', (_name, text, expected) => {
  expect(cleanText(text, 20)).toBe(expected);
});

test('whatever comes in: within the limit, well formed, printable', () => {
  const wild = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(wild, fc.integer({ min: 2, max: 60 }), (text, max) => {
      const clean = cleanText(text, max);
      expect(clean.length).toBeLessThanOrEqual(max);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
  );
});
