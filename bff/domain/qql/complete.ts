import { type Catalogue, findToken, type QqlToken } from './catalogue.ts';
import { type Lexeme, lex } from './lexer.ts';
import type { Span } from './problem.ts';

/** Something that may stand at the cursor. */
export interface Completion {
  readonly kind: 'token' | 'operator' | 'value' | 'keyword';
  /** What to put in place of the stretch that is completed. */
  readonly text: string;
  /** What it means, in a few words. */
  readonly detail: string;
}

/** What may stand from `start` to `end` (exclusive), where the cursor is. */
export interface Completions extends Span {
  readonly items: readonly Completion[];
}

const MOST = 50;

/** What may be written at an offset of a query, however unfinished it is; the likeliest first. */
export function complete(query: string, offset: number, catalogue: Catalogue): Completions {
  const at = Math.max(0, Math.min(offset, query.length));
  const before = lex(query.slice(0, at)).slice(0, -1);
  const last = before.at(-1);
  const touching = last !== undefined && last.end === at && isText(last) ? last : undefined;
  const start = touching?.start ?? at;
  const place = placeOf(touching === undefined ? before : before.slice(0, -1), catalogue);
  const written = query.slice(start, at);
  const items = place.kind === 'term' && touching !== undefined ? termItems(written, catalogue) : offered(place, written, catalogue);
  return { start, end: endOfWord(query, at, touching), items: items.slice(0, MOST) };
}

const isText = ({ kind }: Lexeme): boolean => ['word', 'unclosed', 'and', 'or', 'not', 'phrase', 'exact'].includes(kind);

// The rest of the word that the cursor stands in belongs to it.
function endOfWord(query: string, at: number, touching: Lexeme | undefined): number {
  if (touching === undefined || touching.kind !== 'word') return at;
  const [rest = ''] = /^[^\s()[\],:<>="'`]*/.exec(query.slice(at)) ?? [];
  return at + rest.length;
}

type Place =
  | { readonly kind: 'term' }
  | { readonly kind: 'operator'; readonly token: QqlToken | undefined }
  | { readonly kind: 'value' | 'bound'; readonly token: QqlToken | undefined }
  | { readonly kind: 'keyword' };

/** What is expected behind these lexemes. */
function placeOf(before: readonly Lexeme[], catalogue: Catalogue): Place {
  const last = before.at(-1);
  if (last === undefined || last.kind === 'and' || last.kind === 'or' || last.kind === 'not') return { kind: 'term' };
  const operator = before.findLastIndex(({ kind }) => kind === 'operator');
  const token = operator < 1 ? undefined : findToken(catalogue, before[operator - 1]!.text);
  if (last.kind === 'operator') return { kind: 'value', token };
  const behind = operator < 0 ? [] : before.slice(operator + 1);
  const opened = behind[0]?.kind === 'open' || behind[0]?.kind === 'open-list';
  const closed = behind.some(({ kind }) => kind === 'close' || kind === 'close-list');
  if (opened && !closed) return last.kind === 'word' ? { kind: 'keyword' } : { kind: 'bound', token };
  if (last.kind === 'open') return { kind: 'term' };
  const first = operator >= 0 && operator === before.length - 2 ? undefined : last;
  const lonely = first?.kind === 'word' && before.at(-2)?.kind !== 'operator' ? findToken(catalogue, first.text) : undefined;
  return lonely === undefined ? { kind: 'keyword' } : { kind: 'operator', token: lonely };
}

function offered(place: Place, written: string, catalogue: Catalogue): readonly Completion[] {
  if (place.kind === 'term') return termItems(written, catalogue);
  if (place.kind === 'operator') return operatorsOf(place.token);
  if (place.kind === 'keyword') return beginning(KEYWORDS, written);
  return place.token === undefined ? [] : beginning(valuesOf(place.token, place.kind === 'bound'), written.replace(/^["'`]/, ''));
}

const KEYWORDS: readonly Completion[] = [
  { kind: 'keyword', text: 'and', detail: 'both must hold' },
  { kind: 'keyword', text: 'or', detail: 'one of them must hold' },
];
const NOT: Completion = { kind: 'keyword', text: 'not', detail: 'what does not hold' };

function termItems(written: string, catalogue: Catalogue): readonly Completion[] {
  const token = findToken(catalogue, written);
  if (token !== undefined && token.name === written) return operatorsOf(token).map((item) => ({ ...item, text: `${written}${item.text}` }));
  const asked = written.toLowerCase();
  const items = catalogue.tokens.map(({ name, meaning }): Completion => ({ kind: 'token', text: name, detail: meaning }));
  const begins = items.filter(({ text }) => text.toLowerCase().startsWith(asked));
  const holds = items.filter((item) => !begins.includes(item) && item.text.toLowerCase().includes(asked));
  return [...begins, ...holds, ...beginning([NOT], written)];
}

const beginning = (items: readonly Completion[], written: string): readonly Completion[] =>
  items.filter(({ text }) => text.toLowerCase().startsWith(written.toLowerCase()));

function operatorsOf(token: QqlToken | undefined): readonly Completion[] {
  const operators: readonly Completion[] = [
    { kind: 'operator', text: ':', detail: token?.kind === 'text' ? 'holds these words' : 'is' },
    ...(token?.kind === 'text' ? [{ kind: 'operator' as const, text: '=', detail: 'is exactly' }] : []),
  ];
  if (token?.kind !== 'number' && token?.kind !== 'date') return operators;
  const [more, less] = token.kind === 'date' ? ['after', 'before'] : ['more than', 'less than'];
  const ordered = [
    ['>', more],
    ['>=', `${more}, or equal`],
    ['<', less],
    ['<=', `${less}, or equal`],
  ] as const;
  return [...operators, ...ordered.map(([text, detail]): Completion => ({ kind: 'operator', text, detail }))];
}

const value = (text: string, detail: string): Completion => ({ kind: 'value', text, detail });

const DATES = [
  value('now', 'this moment'),
  value('now-24h', '24 hours ago'),
  value('now-7d', '7 days ago'),
  value('now-1M', 'a month ago'),
  value('now-1y', 'a year ago'),
];
const DATE_RANGES = [
  value('[now-24h ... now]', 'the last 24 hours'),
  value('[now-48h ... now]', 'the last 48 hours'),
  value('[now-7d ... now]', 'the last 7 days'),
  value('[now-1M ... now]', 'the last month'),
];

function valuesOf(token: QqlToken, inBrackets: boolean): readonly Completion[] {
  if (token.kind === 'date') return inBrackets ? DATES : [...DATE_RANGES, ...DATES];
  if (token.kind === 'boolean') return [value('true', token.meaning), value('false', `not: ${token.meaning}`)];
  if (token.kind === 'enum') return (token.values ?? []).map((text) => value(text, token.name));
  if (token.kind === 'number' && token.min !== undefined && token.max !== undefined && token.max - token.min < 10) {
    return Array.from({ length: token.max - token.min + 1 }, (_, at) => value(String(token.max! - at), token.meaning));
  }
  return [];
}
