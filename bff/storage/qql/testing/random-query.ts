import fc from 'fast-check';
import type { Catalogue, QqlToken } from '../../../domain/qql/catalogue.ts';
import { instant, toIso } from '../../../domain/time/instant.ts';
import { DIGITS, NOW, TEXTS } from './qql-world.ts';

const sometimes = fc.constantFrom(...TEXTS);
const quoted = (text: string, quote: string) => `${quote}${text.replace(/[\\"`]/g, '\\$&')}${quote}`;

const text = fc.oneof(
  sometimes.filter((value) => /^[a-z0-9./:-]*[a-z0-9][a-z0-9./:-]*$/i.test(value)),
  sometimes.map((value) => value.slice(0, 3)).filter((value) => /^[a-z0-9]+$/i.test(value)),
  sometimes.filter((value) => /[a-z0-9]/i.test(value)).map((value) => quoted(value.toUpperCase(), '"')),
  sometimes.map((value) => quoted(value, '`')),
);
const digest = fc.tuple(fc.constantFrom(...DIGITS), fc.integer({ min: 1, max: 64 })).map(([hex, length]) => hex.slice(0, length));
const number = ({ min = 0, max = 20 }: QqlToken) => fc.integer({ min, max: Math.min(max, min + 20) }).map(String);
const date = fc.oneof(
  fc.constantFrom('now', 'now-24h', 'now-7d', 'now-3w', 'now-2M', 'now-1y', '2026-03-01', '2026-02', '0'),
  fc.integer({ min: -90 * 24, max: 24 }).map((hours) => toIso(instant(NOW + hours * 3_600_000))),
  fc.integer({ min: -90 * 24, max: 24 }).map((hours) => String(NOW + hours * 3_600_000)),
);

function aValue(token: QqlToken): fc.Arbitrary<string> {
  if (token.kind === 'text') return text;
  if (token.kind === 'digest') return digest;
  if (token.kind === 'number') return number(token);
  if (token.kind === 'date') return date;
  return fc.constantFrom(...(token.values ?? ['true', 'false']));
}

function term(token: QqlToken): fc.Arbitrary<string> {
  const value = aValue(token);
  const list = fc.array(value, { minLength: 1, maxLength: 3 }).map((items) => `${token.name}:[${items.join(', ')}]`);
  const equals = fc.tuple(fc.constantFrom(':', '='), value).map(([operator, one]) => `${token.name}${operator}${one}`);
  if (token.kind !== 'number' && token.kind !== 'date') return fc.oneof(equals, list);
  const compared = fc.tuple(fc.constantFrom('>', '<', '>=', '<='), value).map(([operator, one]) => `${token.name}${operator}${one}`);
  const range = fc
    .tuple(value, value, fc.boolean())
    .map(([a, b, inclusive]) => `${token.name}:${inclusive ? `[${a} .. ${b}]` : `(${a} ... ${b})`}`);
  return fc.oneof(equals, list, compared, range);
}

/** Queries that make sense, with all tokens, operators and forms of values; some ranges among them are empty. */
export function randomQuery(catalogue: Catalogue): fc.Arbitrary<string> {
  const terms = fc.oneof(...catalogue.tokens.map(term));
  return fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      terms,
      tie('query').map((one) => `not (${one})`),
      fc.tuple(tie('query'), fc.constantFrom('and', 'or', 'OR'), tie('query')).map(([a, word, b]) => `(${a}) ${word} (${b})`),
    ),
  })).query;
}
