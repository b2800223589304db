import type { Issue } from '../issue.ts';
import { err, ok, type Result } from '../result.ts';
import { closestWord } from './edit-distance.ts';

/** One of a fixed set of words; several with commas mean any of them: `status:active,inactive`. */
export interface ChoiceRule<T extends string = string> {
  readonly kind: 'choice';
  readonly choices: readonly T[];
}
/** Any text; quoted where it holds spaces: `owner:"Ann Lee"`. */
export interface TextRule {
  readonly kind: 'text';
}
/** A number of days behind a word: `next:within-7d`, `due:last-30d`. */
export interface DaysRule {
  readonly kind: 'days';
  readonly word: 'within' | 'last';
}
export type TermRule = ChoiceRule | TextRule | DaysRule;
/** The terms that a list understands, by name. */
export type TermRules = Readonly<Record<string, TermRule>>;

type ValueOf<R extends TermRule> = R extends ChoiceRule<infer T> ? readonly T[] : R extends TextRule ? readonly string[] : number;

/** What a list is narrowed by. Everything must hold: all terms, all texts of a term, all words. A choice term holds with any of its values. */
export interface ListFilter<R extends TermRules> {
  readonly terms: { readonly [K in keyof R]?: ValueOf<R[K]> };
  /** Free words, as typed. */
  readonly words: readonly string[];
}

/** The rule of a choice term, keeping the words for the compiler. */
export const choiceOf = <const T extends string>(choices: readonly T[]): ChoiceRule<T> => ({ kind: 'choice', choices });
export const anyText: TextRule = { kind: 'text' };
export const daysWithin: DaysRule = { kind: 'days', word: 'within' };
export const daysLast: DaysRule = { kind: 'days', word: 'last' };

/** Ten years: further away nothing is stored. */
const MAX_DAYS = 3660;

interface Token {
  readonly name?: string | undefined;
  readonly text: string;
}

// name:"value", name:value, "words", word. A name is letters alone, so that addresses and times stay words.
const TOKEN = /(?:([A-Za-z]+):)?(?:"((?:[^"\\]|\\.)*)("?)|(\S*))/gy;

function tokens(query: string): Result<readonly Token[], Issue> {
  const found: Token[] = [];
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query[at]!)) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(query);
    if (match === null || match[0] === '') return err(issue('filter-invalid', `Cannot read the filter from "${query.slice(at, at + 20)}"`));
    const [whole, name, quoted, close, bare] = match;
    if (quoted !== undefined && close === '') return err(issue('quote-not-closed', 'A quotation mark is opened and not closed'));
    found.push({ name, text: quoted === undefined ? bare! : quoted.replace(/\\(.)/g, '$1') });
    at += whole.length;
  }
  return ok(found);
}

/** Reads `name:value` terms and free words. All problems at once, each naming what would do. */
export function parseListFilter<const R extends TermRules>(query: string | undefined, rules: R): Result<ListFilter<R>, readonly Issue[]> {
  const read = tokens(query ?? '');
  if (!read.ok) return err([read.error]);
  const issues: Issue[] = [];
  const words: string[] = [];
  const terms: Record<string, readonly string[] | number> = {};
  for (const token of read.value) {
    if (token.name === undefined) {
      if (token.text !== '') words.push(token.text);
      continue;
    }
    const name = Object.keys(rules).find((known) => known.toLowerCase() === token.name?.toLowerCase());
    if (name === undefined) {
      issues.push(issue('filter-unknown', unknownTerm(token.name, rules)));
      continue;
    }
    const value = readValue(name, rules[name]!, token.text);
    if (!value.ok) issues.push(value.error);
    else terms[name] = narrow(rules[name]!, terms[name], value.value);
  }
  return issues.length > 0 ? err(issues) : ok({ terms: terms as ListFilter<R>['terms'], words });
}

function readValue(name: string, rule: TermRule, text: string): Result<readonly string[] | number, Issue> {
  if (text === '') return err(issue('filter-value-missing', `Give a value: ${example(name, rule)}`));
  if (rule.kind === 'text') return ok([text]);
  if (rule.kind === 'days') {
    const days = Number(new RegExp(`^${rule.word}-(\\d{1,4})d$`).exec(text)?.[1]);
    if (days >= 1 && days <= MAX_DAYS) return ok(days);
    return err(issue('filter-value-invalid', `"${name}:${text}" is not a number of days: write ${example(name, rule)}`));
  }
  const values = text.split(',').map((value) => value.toLowerCase());
  const wrong = values.filter((value) => !rule.choices.includes(value));
  if (wrong.length === 0) return ok(values);
  const meant = wrong.length === 1 ? closestWord(wrong[0]!, rule.choices) : undefined;
  const knows = `"${name}" knows ${rule.choices.join(', ')}, not "${wrong.join(', ')}"`;
  return err(issue('filter-value-invalid', meant === undefined ? knows : `${knows}. Perhaps ${name}:${meant}`));
}

// The same term twice: both must hold.
function narrow(rule: TermRule, before: readonly string[] | number | undefined, value: readonly string[] | number) {
  if (before === undefined) return value;
  if (typeof value === 'number') return Math.min(before as number, value);
  const texts = before as readonly string[];
  return rule.kind === 'text' ? [...texts, ...value] : texts.filter((text) => value.includes(text));
}

const example = (name: string, rule: TermRule): string => {
  if (rule.kind === 'choice') return `${name}:${rule.choices[0]}`;
  return rule.kind === 'days' ? `${name}:${rule.word}-7d` : `${name}:"some text"`;
};

function unknownTerm(asked: string, rules: TermRules): string {
  const names = Object.keys(rules);
  if (names.length === 0) return `There is no filter "${asked}" here, only words. Quote it to search for the text`;
  const meant = closestWord(asked, names);
  const perhaps = meant === undefined ? '' : ` Perhaps "${meant}" is meant.`;
  return `There is no filter "${asked}".${perhaps} Known: ${names.join(', ')}. Quote it to search for the text`;
}

const issue = (code: string, message: string): Issue => ({ path: ['query'], code, message });
