import type { Instant } from '../time/instant.ts';
import type { QqlToken } from './catalogue.ts';
import { checkPoint, isComparable, type Point } from './check-point.ts';
import { checkSimple } from './check-simple.ts';
import type { Between, ValueTest } from './condition.ts';
import { parseQuery } from './parse-query.ts';
import { problemAt, type QqlProblem, type Span } from './problem.ts';
import type { Operator, RangeValue, SimpleValue, Term, Value } from './query-tree.ts';

/** A date written with `now`, and the instant that it stands for. */
export interface RelativeDate extends Span {
  readonly at: Instant;
}

export interface CheckedTerm {
  /** Nothing where there is a problem. */
  readonly anyOf?: readonly ValueTest[];
  readonly problems: readonly QqlProblem[];
  readonly relativeDates: readonly RelativeDate[];
}

/** Where problems and dates of one term are gathered. */
interface Findings {
  readonly token: QqlToken;
  readonly now: Instant;
  readonly problems: QqlProblem[];
  readonly relativeDates: RelativeDate[];
}

/** Checks the value of a term against the kind of its token. */
export function checkTerm(term: Term, token: QqlToken, now: Instant): CheckedTerm {
  const findings: Findings = { token, now, problems: [], relativeDates: [] };
  const anyOf = isEquality(term.operator) ? equality(term, findings) : comparison(term, findings);
  const { problems, relativeDates } = findings;
  return { ...(anyOf === undefined || problems.length > 0 ? {} : { anyOf }), problems, relativeDates };
}

const isEquality = (operator: Operator): operator is ':' | '=' => operator === ':' || operator === '=';

function equality(term: Term, findings: Findings): readonly ValueTest[] | undefined {
  const value = unquoted(term.value, findings);
  if (value === undefined) return undefined;
  if (value.kind === 'range') return range(value, findings);
  const whole = term.operator === '=';
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => one(item, whole, findings) ?? []);
}

function one(item: SimpleValue, whole: boolean, findings: Findings): readonly ValueTest[] | undefined {
  if (isComparable(findings.token)) {
    const point = pointOf(item, findings);
    return point && [{ kind: 'between', from: point.from, until: point.until }];
  }
  const test = checkSimple(whole && findings.token.kind === 'text' ? { ...item, kind: 'exact' } : item, findings.token);
  if ('kind' in test) return [test];
  findings.problems.push(problemAt(item, ['value-invalid', test.message], test));
  return undefined;
}

function comparison(term: Term, findings: Findings): readonly ValueTest[] | undefined {
  const { token, problems } = findings;
  if (!isComparable(token)) {
    problems.push(
      problemAt(term.operatorAt, ['operator-unfit', `${token.name} has no order: write ${token.name}:value`], { suggestion: ':' }),
    );
    return undefined;
  }
  if (term.value.kind === 'list' || term.value.kind === 'range') {
    const what = term.value.kind === 'list' ? 'A list' : 'A range';
    problems.push(problemAt(term.operatorAt, ['operator-unfit', `${what} follows a colon`], { suggestion: ':' }));
    return undefined;
  }
  const point = pointOf(term.value, findings);
  return point && [compared(term.operator, point)];
}

// After a day means after the whole of it.
const compared = (operator: Operator, { from, until }: Point): Between => {
  if (operator === '>') return { kind: 'between', from: until };
  if (operator === '>=') return { kind: 'between', from };
  return { kind: 'between', until: operator === '<' ? from : until };
};

function range(value: RangeValue, findings: Findings): readonly ValueTest[] | undefined {
  const { token, problems } = findings;
  if (!isComparable(token)) {
    problems.push(
      problemAt(value, ['range-unfit', `${token.name} has no order: ranges are for numbers and dates`], { expected: '[a, b]' }),
    );
    return undefined;
  }
  const [first, last] = [pointOf(value.from, findings), pointOf(value.to, findings)];
  if (first === undefined || last === undefined) return undefined;
  const [from, until] = value.inclusive ? [first.from, last.until] : [first.until, last.from];
  if (from < until) return [{ kind: 'between', from, until }];
  const reversed = last.from < first.from;
  const [open, close] = value.inclusive ? '[]' : '()';
  const suggestion = reversed ? `${open}${written(value.to)} .. ${written(value.from)}${close}` : undefined;
  const message = reversed ? 'This range ends before it begins' : 'Nothing lies between the ends of this range: [x .. y] takes them in';
  problems.push(problemAt(value, ['range-empty', message], { suggestion }));
  return undefined;
}

const written = ({ kind, text }: SimpleValue): string => (kind === 'word' ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`);

function pointOf(item: SimpleValue, { token, now, problems, relativeDates }: Findings): Point | undefined {
  const point = checkPoint(item.text, token, now);
  if ('message' in point) {
    problems.push(problemAt(item, ['value-invalid', point.message], point));
    return undefined;
  }
  if (point.relative) relativeDates.push({ start: item.start, end: item.end, at: point.from as Instant });
  return point;
}

/** A whole range may stand in quotes: `'[now-7d ... now]'`. For text it is a text. */
function unquoted(value: Value, { token, problems }: Findings): Value | undefined {
  const quoted = value.kind === 'phrase' || value.kind === 'exact';
  if (!quoted || !isComparable(token) || !/^[[(]/.test(value.text)) return value;
  // `x:` is two characters, the quotation mark one.
  const shift = value.start + 1 - 2;
  const inner = parseQuery(`x:${value.text}`);
  problems.push(...inner.problems.map((problem) => ({ ...problem, start: problem.start + shift, end: problem.end + shift })));
  if (inner.problems.length > 0) return undefined;
  if (inner.tree.kind === 'term') return moved(inner.tree.value, shift);
  problems.push(problemAt(value, ['value-invalid', 'Only one range or list may stand in the quotes']));
  return undefined;
}

function moved<V extends Value>(value: V, shift: number): V {
  const span = { start: value.start + shift, end: value.end + shift };
  if (value.kind === 'list') return { ...value, ...span, items: value.items.map((item) => moved(item, shift)) };
  if (value.kind === 'range') return { ...value, ...span, from: moved(value.from, shift), to: moved(value.to, shift) };
  return { ...value, ...span };
}
