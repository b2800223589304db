import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { findToken } from './catalogue.ts';
import { checkQuery } from './check-query.ts';
import { CONTAINER_CATALOGUE } from './container-tokens.ts';
import { IMAGE_CATALOGUE } from './image-tokens.ts';
import { tokenRows } from './testing/token-rows.ts';

const NOW = instant(Date.parse('2026-03-31T12:00:00Z'));

describe.each([
  ['images', IMAGE_CATALOGUE],
  ['containers', CONTAINER_CATALOGUE],
])('the tokens of %s', (_, catalogue) => {
  it.each(catalogue.tokens.map(({ name, example }) => [name, example]))('%s has an example that is right', (name, example) => {
    const { problems, condition } = checkQuery(example, catalogue, NOW);
    expect([problems, condition]).toMatchObject([[], { token: { name } }]);
  });

  it('have names that no two share', () => {
    const names = catalogue.tokens.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map((name) => name.toLowerCase());
    expect(names.length).toBe(new Set(names).size);
    expect(findToken(catalogue, catalogue.plainToken)?.kind).toBe('text');
  });

  it('stand in docs/qql.md as they are', () => {
    expect(readFileSync('docs/qql.md', 'utf8')).toContain(tokenRows(catalogue));
  });
});
