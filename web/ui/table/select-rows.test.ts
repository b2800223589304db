import { describe, expect, it } from 'vitest';
import { nextSort } from './columns.ts';
import { selectRows } from './select-rows.ts';

const KEYS = ['a', 'b', 'c', 'd'];

describe('checking rows', () => {
  it('checks and unchecks one', () => {
    const one = selectRows(new Set(), KEYS, { key: 'b', checked: true });
    expect([...one]).toEqual(['b']);
    expect([...selectRows(one, KEYS, { key: 'b', checked: false })]).toEqual([]);
  });

  it('checks a range in both directions', () => {
    expect([...selectRows(new Set(['c']), KEYS, { key: 'a', checked: true, from: 'c' })].sort()).toEqual(['a', 'b', 'c']);
    expect([...selectRows(new Set(['b']), KEYS, { key: 'd', checked: true, from: 'b' })].sort()).toEqual(['b', 'c', 'd']);
  });

  it('takes the row alone when the other end is gone', () => {
    expect([...selectRows(new Set(), KEYS, { key: 'd', checked: true, from: 'gone' })]).toEqual(['d']);
  });

  it('sorts ascending first, then the other way round', () => {
    expect(nextSort(undefined, 'title')).toBe('title:asc');
    expect(nextSort('title:asc', 'title')).toBe('title:desc');
    expect(nextSort('title:desc', 'title')).toBe('title:asc');
    expect(nextSort('title:asc', 'createdAt')).toBe('createdAt:asc');
  });
});
