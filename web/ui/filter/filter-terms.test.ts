import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestionsFor } from './filter-box.tsx';
import { type FilterTerm, formatTerms, parseTerms } from './filter-terms.ts';

describe('the terms of a filter', () => {
  it.each<[string, FilterTerm[]]>([
    ['unit:EMEA,APAC mail', [{ name: 'unit', value: 'EMEA,APAC' }, { value: 'mail' }]],
    ['owner:"Ann Lee"', [{ name: 'owner', value: 'Ann Lee' }]],
    ['10.0.0.0/8', [{ value: '10.0.0.0/8' }]],
    ['"next:one"', [{ value: 'next:one' }]],
    ['  ', []],
  ])('reads %s', (query, terms) => {
    expect(parseTerms(query)).toEqual(terms);
  });

  it('comes back from its text, whatever is in it', () => {
    const name = fc.option(fc.stringMatching(/^[A-Za-z]{1,8}$/), { nil: undefined });
    const value = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.record({ name, value })), (parts) => {
        const terms = parts.map(({ name, value }): FilterTerm => (name === undefined ? { value } : { name, value }));
        expect(parseTerms(formatTerms(terms))).toEqual(terms);
      }),
    );
  });

  it('offers names first, then the values of a name', () => {
    const fields = [
      { name: 'status', hint: 'active or not', values: ['active', 'inactive'] },
      { name: 'owner', hint: 'whose' },
    ];
    expect(suggestionsFor('st', fields).map(({ text }) => text)).toEqual(['status:']);
    expect(suggestionsFor('status:in', fields).map(({ text }) => text)).toEqual(['status:inactive']);
    expect(suggestionsFor('nothing', fields)).toEqual([]);
  });

  it('offers names that hold what is typed, quoted where they need it', () => {
    const fields = [{ name: 'unit', hint: 'business unit', values: ['EMEA', 'North America'] }];
    expect(suggestionsFor('unit:am', fields).map(({ text }) => text)).toEqual(['unit:"North America"']);
    expect(suggestionsFor('Unit:"north', fields).map(({ text }) => text)).toEqual(['unit:"North America"']);
    expect(suggestionsFor('unit:', fields).map(({ text }) => text)).toEqual(['unit:EMEA', 'unit:"North America"']);
  });
});
