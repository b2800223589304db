import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt, wordsOf } from './qql-words.ts';

const kinds = (query: string) => wordsOf(query).flatMap(({ kind, text }) => (kind === 'space' ? [] : [`${kind} ${text}`]));

describe('the colours of a query', () => {
  it('tell tokens, keywords, operators, quoted text and values apart', () => {
    expect(kinds('lastVmScanDate:[now-24h ... now] and not repo.registry:`ghcr.io`')).toEqual([
      'token lastVmScanDate',
      'operator :',
      'operator [',
      'value now-24h',
      'operator ...',
      'value now',
      'operator ]',
      'keyword and',
      'keyword not',
      'token repo.registry',
      'operator :',
      'text `ghcr.io`',
    ]);
  });

  it('see a range without spaces, an unfinished string and a word before its colon', () => {
    expect(kinds('size >= 3 OR os : "Debi')).toEqual([
      'token size',
      'operator >=',
      'value 3',
      'keyword OR',
      'token os',
      'operator :',
      'text "Debi',
    ]);
    expect(kinds('(1..5)')).toEqual(['operator (', 'value 1', 'operator ..', 'value 5', 'operator )']);
  });

  it('lose and add nothing, whatever is typed and wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aZ1 \n"`\'\\.:<>=[](),🙂\u202e') }),
        fc.array(fc.nat(60), { maxLength: 3 }),
        (query, ends) => {
          expect(
            cutAt(wordsOf(query), ends)
              .map(({ text }) => text)
              .join(''),
          ).toBe(query);
        },
      ),
    );
  });

  it('are cut at the place of a problem', () => {
    expect(cutAt(wordsOf('abc def'), [1, 5]).map(({ text, from }) => [text, from])).toEqual([
      ['a', 0],
      ['bc', 1],
      [' ', 3],
      ['d', 4],
      ['ef', 5],
    ]);
  });
});
