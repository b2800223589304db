import { describe, expect, it } from 'vitest';
import { HISTORY_LENGTH, readHistory, remember } from './query-history.ts';

function storage(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial));
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

describe('the history of queries', () => {
  it('has the newest first, each once, and of each list its own', () => {
    const store = storage();
    for (const query of ['size>1', 'repo.tag:prod', 'size>1', '']) remember('images', query, store);
    expect(readHistory('images', store)).toEqual(['size>1', 'repo.tag:prod']);
    expect(readHistory('containers', store)).toEqual([]);
  });

  it('is bounded', () => {
    const store = storage();
    for (let size = 0; size < HISTORY_LENGTH + 5; size += 1) remember('images', `size>${size}`, store);
    expect(readHistory('images', store).length).toBe(HISTORY_LENGTH);
    expect(readHistory('images', store)[0]).toBe(`size>${HISTORY_LENGTH + 4}`);
  });

  it.each(['{', '7', '[1, null]'])('survives a spoilt entry: %s', (text) => {
    expect(readHistory('images', storage({ 'watchbill.queries.images': text }))).toEqual([]);
  });
});
