import { describe, expect, it } from 'vitest';
import { type Instant, instant, toIso } from '../../time/instant.ts';
import type { Catalogue } from '../catalogue.ts';
import { checkQuery } from '../check-query.ts';
import type { Between, Condition, TokenTest, ValueTest } from '../condition.ts';
import { CONTAINER_CATALOGUE } from '../container-tokens.ts';
import { IMAGE_CATALOGUE } from '../image-tokens.ts';
import { parseQuery } from '../parse-query.ts';
import { printQuery } from '../print-query.ts';
import { INVALID_QUERIES } from './invalid-queries.ts';
import { VALID_CONTAINER_QUERIES, VALID_IMAGE_QUERIES } from './valid-queries.ts';

const NOW = instant(Date.parse('2026-03-31T12:00:00Z'));

// `~` words, `"` phrase, `=` exact, `^` beginning, `[from,until)`; a millisecond more is written as the bracket of the instant itself.
function briefTest(test: ValueTest, { token }: TokenTest): string {
  switch (test.kind) {
    case 'words':
      return `~${test.words}`;
    case 'phrase':
      return `"${test.words.join(' ')}"`;
    case 'is':
      return `is ${test.value}`;
    case 'exact':
      return `=${test.text}`;
    case 'begins':
      return `^${test.text}`;
    case 'between':
      return token.kind === 'date' ? briefTime(test) : `[${test.from ?? ''},${test.until ?? ''})`;
  }
}

function briefTime({ from, until }: Between): string {
  const iso = (at: number) => toIso(at as Instant);
  const begin = from === undefined ? '[' : from % 1000 === 1 ? `(${iso(from - 1)}` : `[${iso(from)}`;
  const end = until === undefined ? ')' : until % 1000 === 1 ? `${iso(until - 1)}]` : `${iso(until)})`;
  return `${begin},${end}`;
}

function brief(condition: Condition): string {
  if (condition.kind === 'everything') return '*';
  if (condition.kind === 'not') return `!(${brief(condition.part)})`;
  if (condition.kind === 'test') return `${condition.token.name} ${condition.anyOf.map((test) => briefTest(test, condition)).join('|')}`;
  return `(${condition.parts.map(brief).join(condition.kind === 'and' ? ' & ' : ' / ')})`;
}

const meaning = (query: string, catalogue: Catalogue): string => {
  const { condition, problems } = checkQuery(query, catalogue, NOW);
  return problems.length > 0 ? problems.map(({ code, start, end }) => `${code} ${start}-${end}`).join() : brief(condition);
};

describe('a query that makes sense', () => {
  it.each(VALID_CONTAINER_QUERIES)('of containers: %s', (query, expected) => {
    expect(meaning(query, CONTAINER_CATALOGUE)).toBe(expected);
    // Written back it means the same.
    expect(meaning(printQuery(parseQuery(query).tree), CONTAINER_CATALOGUE)).toBe(expected);
  });

  it.each(VALID_IMAGE_QUERIES)('of images: %s', (query, expected) => {
    expect(meaning(query, IMAGE_CATALOGUE)).toBe(expected);
    expect(meaning(printQuery(parseQuery(query).tree), IMAGE_CATALOGUE)).toBe(expected);
  });

  it('is one of 200 at least', () => {
    expect(VALID_CONTAINER_QUERIES.length + VALID_IMAGE_QUERIES.length).toBeGreaterThanOrEqual(200);
  });
});

describe('a query that makes no sense', () => {
  it.each(INVALID_QUERIES)('%s', (query, expected) => {
    const { problems } = checkQuery(query, CONTAINER_CATALOGUE, NOW);
    const places = problems.map(({ start, end, code, suggestion }) =>
      `${start}-${end} ${code}${suggestion === undefined ? '' : ` -> ${suggestion}`}`.trim(),
    );
    expect(places.join('; ')).toBe(expected);
  });

  it('is one of 200 at least', () => {
    expect(INVALID_QUERIES.length).toBeGreaterThanOrEqual(200);
  });
});
