import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText, choiceOf, daysLast, daysWithin, parseListFilter } from './list-filter.ts';

const RULES = { status: choiceOf(['active', 'inactive']), owner: anyText, next: daysWithin, due: daysLast };

const read = (query: string) => {
  const result = parseListFilter(query, RULES);
  return result.ok ? result.value : result.error.map((issue) => issue.message);
};

describe('a list filter', () => {
  it.each([
    ['', { terms: {}, words: [] }],
    ['  dmz   weekly ', { terms: {}, words: ['dmz', 'weekly'] }],
    ['status:active dmz', { terms: { status: ['active'] }, words: ['dmz'] }],
    ['STATUS:Active', { terms: { status: ['active'] }, words: [] }],
    ['status:active,inactive', { terms: { status: ['active', 'inactive'] }, words: [] }],
    ['status:active status:inactive', { terms: { status: [] }, words: [] }],
    ['owner:"Ann Lee"', { terms: { owner: ['Ann Lee'] }, words: [] }],
    ['owner:ann owner:lee', { terms: { owner: ['ann', 'lee'] }, words: [] }],
    ['next:within-7d next:within-30d', { terms: { next: 7 }, words: [] }],
    ['due:last-30d', { terms: { due: 30 }, words: [] }],
    ['"status:active"', { terms: {}, words: ['status:active'] }],
    ['"say \\"hi\\" \\\\"', { terms: {}, words: ['say "hi" \\'] }],
    ['10.0.0.0/24 fe80::1 02:30', { terms: {}, words: ['10.0.0.0/24', 'fe80::1', '02:30'] }],
  ])('%j is understood', (query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  it.each([
    ['"open', ['A quotation mark is opened and not closed']],
    ['status:', ['Give a value: status:active']],
    ['next:soon', ['"next:soon" is not a number of days: write next:within-7d']],
    ['next:within-0d', ['"next:within-0d" is not a number of days: write next:within-7d']],
    [
      'status:on colour:red',
      [
        '"status" knows active, inactive, not "on"',
        'There is no filter "colour". Known: status, owner, next, due. Quote it to search for the text',
      ],
    ],
    [
      'statsu:active',
      ['There is no filter "statsu". Perhaps "status" is meant. Known: status, owner, next, due. Quote it to search for the text'],
    ],
    ['own:me', ['There is no filter "own". Perhaps "owner" is meant. Known: status, owner, next, due. Quote it to search for the text']],
    ['status:actve', ['"status" knows active, inactive, not "actve". Perhaps status:active']],
  ])('%j is refused with what would do', (query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  it('names no filters where a list has none', () => {
    const result = parseListFilter('unit:EMEA', {});
    expect(result.ok ? [] : result.error.map(({ message }) => message)).toEqual([
      'There is no filter "unit" here, only words. Quote it to search for the text',
    ]);
  });

  it('answers every text, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (query) => read(query) !== undefined));
  });

  it('finds every quoted text again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const quoted = `"${text.replace(/[\\"]/g, '\\$&')}"`;
        expect(read(quoted)).toEqual({ terms: {}, words: [text] });
      }),
    );
  });
});
