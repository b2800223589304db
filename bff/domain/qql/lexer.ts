import type { Span } from './problem.ts';

/**
 * `phrase` stands in double or single quotes, `exact` in backticks; `unclosed` is either without its end. `dots` are `..` or `...` within
 * brackets. `and`, `or` and `not` are told from words by their place: a value may be called `and`.
 */
export type LexemeKind =
  | 'word'
  | 'phrase'
  | 'exact'
  | 'unclosed'
  | 'and'
  | 'or'
  | 'not'
  | 'operator'
  | 'open'
  | 'close'
  | 'open-list'
  | 'close-list'
  | 'comma'
  | 'dots'
  | 'end';

/** One piece of a query. */
export interface Lexeme extends Span {
  readonly kind: LexemeKind;
  /** What it says: quotes and their escapes are taken away. */
  readonly text: string;
}

/** Where the reading stands: before a token or a keyword, at the value of a token, or in the brackets of a value. */
type Mode = 'token' | 'value' | 'brackets';

const SPACE = /\s+/y;
const OPERATOR = />=|<=|[:><=]/y;
const DOTS = /\.{2,3}/y;
const PLAIN: Record<Mode, RegExp> = {
  token: /[^\s()[\],:<>="'`]+/y,
  value: /[^\s()[\],]+/y,
  // Digits before the dots of a range end there: `[1..5]`.
  brackets: /(?:(?!\.\.)[^\s()[\],])+/y,
};
// A quote stands for itself after a backslash, and so does a backslash before a quote or a backslash; others are plain.
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /"((?:[^"\\]|\\[\s\S]?)*)("?)/y,
  "'": /'((?:[^'\\]|\\[\s\S]?)*)('?)/y,
  '`': /`((?:[^`\\]|\\[\s\S]?)*)(`?)/y,
};
const MARKS: Readonly<Record<string, LexemeKind>> = { '(': 'open', ')': 'close', '[': 'open-list', ']': 'close-list', ',': 'comma' };
const KEYWORDS: Readonly<Record<string, LexemeKind>> = { and: 'and', or: 'or', not: 'not' };

/** Cuts a query into its pieces, in time linear to its length. Every text has some; what makes no sense is for the parser to say. */
export function lex(query: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let mode: Mode = 'token';
  let at = 0;
  for (;;) {
    at += matched(SPACE, query, at)?.[0].length ?? 0;
    if (at >= query.length) break;
    const lexeme = next(query, at, mode);
    lexemes.push(lexeme);
    mode = modeAfter(lexeme.kind, mode);
    at = lexeme.end;
  }
  lexemes.push({ kind: 'end', text: '', start: query.length, end: query.length });
  return lexemes;
}

function next(query: string, start: number, mode: Mode): Lexeme {
  const first = query[start]!;
  const quoted = QUOTED[first] === undefined ? undefined : matched(QUOTED[first], query, start);
  if (quoted !== undefined) return quotation(quoted, start);
  if (MARKS[first] !== undefined) return { kind: MARKS[first], text: first, start, end: start + 1 };
  const operator = mode === 'brackets' ? undefined : matched(OPERATOR, query, start);
  const dots = mode === 'brackets' ? matched(DOTS, query, start) : undefined;
  const text = (operator ?? dots ?? matched(PLAIN[mode], query, start))![0];
  const word = (mode === 'token' ? KEYWORDS[text.toLowerCase()] : undefined) ?? 'word';
  return { kind: operator ? 'operator' : dots ? 'dots' : word, text, start, end: start + text.length };
}

function quotation([whole, inner = '', close]: RegExpExecArray, start: number): Lexeme {
  const kind = close === '' ? 'unclosed' : whole.startsWith('`') ? 'exact' : 'phrase';
  return { kind, text: inner.replace(/\\([\\"'`])/g, '$1'), start, end: start + whole.length };
}

function modeAfter(kind: LexemeKind, mode: Mode): Mode {
  if (mode === 'brackets') return kind === 'close' || kind === 'close-list' ? 'token' : 'brackets';
  if (kind === 'operator') return 'value';
  return mode === 'value' && (kind === 'open' || kind === 'open-list') ? 'brackets' : 'token';
}

function matched(pattern: RegExp, query: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(query) ?? undefined;
}
