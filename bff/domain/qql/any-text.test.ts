import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { checkQuery } from './check-query.ts';
import { CONTAINER_CATALOGUE } from './container-tokens.ts';
import { freezeNow } from './freeze-now.ts';
import { IMAGE_CATALOGUE } from './image-tokens.ts';
import { lex } from './lexer.ts';
import { parseQuery } from './parse-query.ts';
import { printQuery } from './print-query.ts';
import { randomText } from './testing/random-text.ts';

const NOW = instant(Date.parse('2026-03-31T12:00:00Z'));
/** `QQL_TEXTS=1000000` throws a million: minutes, too long for every run. */
const TEXTS = Number(process.env.QQL_TEXTS ?? 4000);

describe('any text', () => {
  it(`is answered, ${TEXTS} thrown ones and their problems within them`, () => {
    for (let n = 0; n < TEXTS; n += 1) {
      const query = randomText(n);
      for (const { start, end } of checkQuery(query, CONTAINER_CATALOGUE, NOW).problems) {
        if (!(start >= 0 && start <= end && end <= query.length)) expect.fail(`${JSON.stringify(query)}: ${start}-${end}`);
      }
    }
  }, 900_000);

  it('is answered, letters of all scripts among it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (query) => {
        checkQuery(query, IMAGE_CATALOGUE, NOW);
      }),
    );
  });

  it('is cut into pieces that lie in order and leave only spaces out', () => {
    for (let n = 0; n < 2000; n += 1) {
      const query = randomText(n);
      let at = 0;
      for (const { start, end } of lex(query)) {
        expect(query.slice(at, start).trim()).toBe('');
        at = end;
      }
      expect(at).toBe(query.length);
    }
  });

  // Each would take for ever, or fill the stack, where a part of the reading goes back or goes deep.
  it.each([
    ['('.repeat(2000)],
    ['not '.repeat(500)],
    ['['.repeat(2000)],
    ['"'.repeat(2000)],
    ['\\'.repeat(2000)],
    [`name:"${'\\"'.repeat(990)}`],
    ['a:'.repeat(1000)],
    ['name:[a,'.repeat(250)],
    ['created:[now..'.repeat(140)],
    ['.'.repeat(2000)],
    [' '.repeat(2000)],
    [`${'x'.repeat(1990)}:1`],
    ['a and '.repeat(330)],
  ])('that is meant to be slow or deep is answered: %.12s…', (query) => {
    expect(checkQuery(query, IMAGE_CATALOGUE, NOW).problems.length).toBeLessThanOrEqual(20);
  });

  it('that is too long is refused as a whole', () => {
    const { problems } = checkQuery('name:a or '.repeat(1000), CONTAINER_CATALOGUE, NOW);
    expect(problems).toMatchObject([{ code: 'too-long', start: 2000, end: 10_000 }]);
  });

  it('that is a query is written back so that it reads the same', () => {
    for (let n = 0; n < TEXTS; n += 1) {
      const { tree, problems } = parseQuery(randomText(n));
      if (problems.length > 0) continue;
      const again = parseQuery(printQuery(tree));
      expect(again.problems).toEqual([]);
      expect(printQuery(again.tree)).toBe(printQuery(tree));
    }
  }, 900_000);
});

describe('a frozen query', () => {
  it.each([
    ['created:[now-24h ... now]', 'created:[2026-03-30T12:00:00Z ... 2026-03-31T12:00:00Z]'],
    ["created:'[now-24h ... NOW]' and name:now", "created:'[2026-03-30T12:00:00Z ... 2026-03-31T12:00:00Z]' and name:now"],
    ['not created>now-1M or created:[now, 2026-01-01]', 'not created>2026-02-28T12:00:00Z or created:[2026-03-31T12:00:00Z, 2026-01-01]'],
    ['created:"now-24h"', 'created:2026-03-30T12:00:00Z'],
    ['created:now-24', 'created:now-24'],
  ])('%s', (query, expected) => {
    expect(freezeNow(query, CONTAINER_CATALOGUE, NOW)).toBe(expected);
  });

  it('means at any later time what it means now', () => {
    const query = 'created:[now-24h ... now] and not lastVmScanDate>now-1M';
    const frozen = freezeNow(query, CONTAINER_CATALOGUE, NOW);
    const later = instant(NOW + 86_400_000);
    expect(checkQuery(frozen, CONTAINER_CATALOGUE, later).condition).toEqual(checkQuery(query, CONTAINER_CATALOGUE, NOW).condition);
  });
});
