import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from './complete.ts';
import { CONTAINER_CATALOGUE } from './container-tokens.ts';

// `|` is the cursor.
const at = (marked: string) => {
  const { start, end, items } = complete(marked.replace('|', ''), marked.indexOf('|'), CONTAINER_CATALOGUE);
  return { place: [start, end], texts: items.map(({ text }) => text) };
};

describe('completion', () => {
  it.each([
    ['|', 'name', [0, 0]],
    ['sta|', 'state', [0, 3]],
    ['STA|', 'state', [0, 3]],
    ['severity|', 'vulnerabilities.severity', [0, 8]],
    ['state:RUNNING and vuln|', 'vulnerabilities.severity', [18, 22]],
    ['state:RUNNING and not isD|', 'isDrift', [22, 25]],
    ['(sta|te and', 'state', [1, 6]],
    ['state|', 'state:', [0, 5]],
    ['state |', ':', [6, 6]],
    ['created|', 'created:', [0, 7]],
    ['created |', ':', [8, 8]],
    ['state:|', 'CREATED', [6, 6]],
    ['state:r|', 'RUNNING', [6, 7]],
    ['state:`r|', 'RUNNING', [6, 8]],
    ['state:[RUNNING, p|', 'PAUSED', [16, 17]],
    ['isDrift:|', 'true', [8, 8]],
    ['created:|', '[now-24h ... now]', [8, 8]],
    ['created:[|', 'now', [9, 9]],
    ['created>now-|', 'now-24h', [8, 12]],
    ['vulnerabilities.severity:|', '5', [25, 25]],
    ['state:RUNNING |', 'and', [14, 14]],
    ['state:RUNNING o|', 'or', [14, 15]],
    ['created:[now-24h ... now] |', 'and', [26, 26]],
  ])('offers for %s first %s', (marked, first, place) => {
    const { texts, place: found } = at(marked);
    expect([texts[0], found]).toEqual([first, place]);
  });

  it('offers nothing where only the person knows: a name', () => {
    expect(at('name:che|').texts).toEqual([]);
  });

  it('answers any text at any place', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...' ab:=><()[],."\'`-') }), fc.nat(40), (query, offset) => {
        const { start, end } = complete(query, offset, CONTAINER_CATALOGUE);
        expect(start >= 0 && start <= end && end <= query.length).toBe(true);
      }),
    );
  });
});
