import { type Lexeme, type LexemeKind, lex } from './lexer.ts';
import { parseValue } from './parse-value.ts';
import { problemAt, type QqlProblem } from './problem.ts';
import type { Operator, QueryTree } from './query-tree.ts';
import { type Reading, startReading } from './reading.ts';

/** Deeper nesting than people write; it bounds the stack here and in everything that walks the tree. */
export const MAX_DEPTH = 50;

/** The same as what a list takes as its query. */
const MAX_LENGTH = 2000;

/** More is never shown. */
const MAX_PROBLEMS = 20;

/** `tree` holds what could be read: it is the query only where there are no problems. */
export interface ParsedQuery {
  readonly tree: QueryTree;
  readonly problems: readonly QqlProblem[];
}

/**
 * Reads a query: `or` binds weaker than `and`, `and` weaker than `not`. Any text is answered, in time linear to its length; after a problem
 * the reading goes on at the next `and`, `or` or parenthesis, so that all problems are told at once.
 */
export function parseQuery(query: string): ParsedQuery {
  if (query.length > MAX_LENGTH) {
    const place = { start: MAX_LENGTH, end: query.length };
    return { tree: EVERYTHING, problems: [problemAt(place, ['too-long', `A query has ${MAX_LENGTH} characters at most`])] };
  }
  const reading = startReading(query, lex(query));
  if (reading.peek().kind === 'end') return { tree: EVERYTHING, problems: [] };
  const tree = readOr(reading, 0);
  while (reading.peek().kind !== 'end') {
    const extra = reading.take();
    if (extra.kind === 'close') reading.problem(extra, ['parenthesis-extra', 'This parenthesis closes nothing: remove it']);
    if (!ENDS.has(reading.peek().kind)) readOr(reading, 0);
  }
  return { tree: tree ?? EVERYTHING, problems: reading.problems.slice(0, MAX_PROBLEMS) };
}

const EVERYTHING: QueryTree = { kind: 'everything' };
const ENDS: ReadonlySet<LexemeKind> = new Set(['and', 'or', 'close', 'end']);

const readOr = (reading: Reading, depth: number): QueryTree | undefined => readGroup(reading, 'or', () => readAnd(reading, depth));
const readAnd = (reading: Reading, depth: number): QueryTree | undefined => readGroup(reading, 'and', () => readNot(reading, depth));

function readGroup(reading: Reading, kind: 'and' | 'or', readPart: () => QueryTree | undefined): QueryTree | undefined {
  const parts: QueryTree[] = [];
  for (;;) {
    const part = readPart();
    if (part !== undefined) parts.push(part);
    if (kind === 'and' && !ENDS.has(reading.peek().kind)) missingKeyword(reading);
    if (reading.peek().kind === kind) reading.take();
    else if (kind === 'or' || ENDS.has(reading.peek().kind)) break;
  }
  return parts.length > 1 ? { kind, parts } : parts[0];
}

// Two conditions side by side, or a value of several words without quotes.
function missingKeyword(reading: Reading): void {
  const found = reading.peek();
  const meant = KEYWORD_OF[found.text];
  if (meant !== undefined) {
    reading.problem(reading.take(), ['keyword-missing', `Write ${meant} between two conditions`], { suggestion: meant });
    return;
  }
  const loose = found.kind === 'word' && reading.peek(1).kind !== 'operator';
  const before = reading.before();
  if (!loose || before?.kind !== 'word') {
    const message = found.kind === 'comma' ? 'Any of several values stand in brackets: [a, b]' : 'Write and or or between two conditions';
    reading.problem(found, ['keyword-missing', message], { expected: 'and, or' });
    return;
  }
  let last = reading.take();
  while (reading.peek().kind === 'word' && reading.peek(1).kind !== 'operator') last = reading.take();
  const place = { start: before.start, end: last.end };
  const [problem, suggestion] = looseWords(reading.query.slice(place.start, place.end).replace(/\s+/g, ' '));
  reading.problem(place, problem, { suggestion });
}

/** What is meant by a value and the words behind it. */
function looseWords(text: string): readonly [problem: readonly [string, string], suggestion: string] {
  if (text.includes('..')) return [['brackets-missing', 'A range stands in brackets: [x .. y]'], `[${text}]`];
  if (/^now ?- ?\d/i.test(text)) return [['space-extra', 'Write it without a space: now-24h'], text.replaceAll(' ', '')];
  return [['quotes-missing', 'A value of several words stands in quotes'], `"${text.replace(/["\\]/g, '\\$&')}"`];
}

// What other languages write for them.
const KEYWORD_OF: Readonly<Record<string, string>> = { '&&': 'and', '&': 'and', '||': 'or', '|': 'or', '+': 'and' };

function readNot(reading: Reading, depth: number): QueryTree | undefined {
  if (reading.peek().kind !== 'not') return readPrimary(reading, depth);
  const keyword = reading.take();
  if (depth >= MAX_DEPTH) return tooDeep(reading, keyword);
  const part = readNot(reading, depth + 1);
  return part && { kind: 'not', part };
}

function readPrimary(reading: Reading, depth: number): QueryTree | undefined {
  const first = reading.peek();
  if (first.kind === 'open') return readParenthesis(reading, depth);
  if (first.kind === 'word') return readTerm(reading);
  if (ENDS.has(first.kind)) {
    reading.problem({ start: first.start, end: first.kind === 'end' ? first.end : first.start }, CONDITION_MISSING, {
      expected: 'a token, not, (',
    });
    return undefined;
  }
  reading.take();
  if (first.kind === 'phrase' || first.kind === 'exact') reading.problem(first, LOOSE_TEXT, { expected: 'a token' });
  else if (first.kind === 'unclosed') reading.problem(first, QUOTE_OPEN);
  else
    reading.problem(first, ['condition-missing', `A condition begins with a token, not with ${first.text}`], {
      expected: 'a token, not, (',
    });
  reading.skip();
  return undefined;
}

function readParenthesis(reading: Reading, depth: number): QueryTree | undefined {
  const open = reading.take();
  if (depth >= MAX_DEPTH) return tooDeep(reading, open);
  const inner = readOr(reading, depth + 1);
  if (reading.peek().kind === 'close') reading.take();
  else reading.problem(open, ['parenthesis-open', 'This parenthesis is not closed: add )'], { expected: ')' });
  return inner;
}

function tooDeep(reading: Reading, place: Lexeme): undefined {
  reading.problem(place, ['too-deep', `Parentheses and not may be nested ${MAX_DEPTH} deep`]);
  reading.end();
  return undefined;
}

function readTerm(reading: Reading): QueryTree | undefined {
  const token = reading.take();
  if (reading.peek().kind !== 'operator') {
    reading.problem(token, ['operator-missing', `Write a condition as ${token.text}:value`], { expected: ': = > < >= <=' });
    reading.skip();
    return undefined;
  }
  const operator = reading.take();
  while (reading.peek().kind === 'operator') {
    reading.problem(reading.take(), ['operator-extra', `One operator is enough: ${operator.text} stands before it`], { suggestion: '' });
  }
  const value = parseValue(reading, `${token.text}${operator.text}`);
  if (value === undefined) return undefined;
  const span = { start: token.start, end: value.end };
  return { kind: 'term', token, operator: operator.text as Operator, operatorAt: operator, value, ...span };
}

const CONDITION_MISSING = ['condition-missing', 'A condition is missing here: write token:value'] as const;
const LOOSE_TEXT = ['token-missing', 'Say which token is to hold this text: token:value'] as const;
const QUOTE_OPEN = ['quote-open', 'A quotation mark is opened and not closed'] as const;
