import { describe, expect, it } from 'vitest';
import { lineRange, splitAddresses, tidyAddresses } from './address-lines.ts';

const texts = (text: string) => splitAddresses(text).map((one) => one.text);

describe('pasted addresses', () => {
  it.each([
    'a@x.org\nb@x.org',
    'a@x.org, b@x.org;',
    ' a@x.org\t b@x.org\r\n\n',
    'Ada Lovelace <a@x.org>, "B, the second" <b@x.org>',
    '<a@x.org>; <b@x.org>',
    'a@x.org <b@x.org>',
  ])('%j are two', (text) => {
    expect(texts(text)).toEqual(['a@x.org', 'b@x.org']);
  });

  it('keep their lines, and what is no address stays to be told of', () => {
    expect(splitAddresses('a@x.org\n\nwrong b@x.org')).toEqual([
      { text: 'a@x.org', line: 1 },
      { text: 'wrong', line: 3 },
      { text: 'b@x.org', line: 3 },
    ]);
    expect(lineRange('a@x.org\n\nwrong', 3)).toEqual([9, 14]);
  });

  it('are tidied: one a line, each once in any case', () => {
    expect(tidyAddresses('a@x.org, B@x.org\nb@X.org a@x.org')).toBe('a@x.org\nB@x.org');
  });

  it.each(['\n', '; ', ' ', ' <'])('may be ten thousand, with %j between', (separator) => {
    const many = Array.from({ length: 10_000 }, (_, index) => `person-${index}@example.org`).join(separator);
    const start = performance.now();
    expect(texts(many)).toHaveLength(10_000);
    expect(tidyAddresses(many).split('\n')).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
