import type { Span } from './problem.ts';

/** A query as it was written; what its tokens mean is not known yet. */
export type QueryTree = Everything | Group | Negation | Term;

/** The empty query: every row. */
export interface Everything {
  readonly kind: 'everything';
}

/** All of the parts, or any of them. At least two. */
export interface Group {
  readonly kind: 'and' | 'or';
  readonly parts: readonly QueryTree[];
}

/** Rows that the part does not select. */
export interface Negation {
  readonly kind: 'not';
  readonly part: QueryTree;
}

export type Operator = ':' | '=' | '>' | '<' | '>=' | '<=';

/** `token:value`. The span reaches from the token to the end of the value. */
export interface Term extends Span {
  readonly kind: 'term';
  readonly token: WrittenText;
  readonly operator: Operator;
  readonly operatorAt: Span;
  readonly value: Value;
}

/** A piece of text and its place, quotes included. */
export interface WrittenText extends Span {
  readonly text: string;
}

export type Value = SimpleValue | ListValue | RangeValue;

/** A `word` as it stands, a `phrase` in double or single quotes, an `exact` text in backticks. */
export interface SimpleValue extends WrittenText {
  readonly kind: 'word' | 'phrase' | 'exact';
}

/** `[a, b]`: any of them. */
export interface ListValue extends Span {
  readonly kind: 'list';
  readonly items: readonly SimpleValue[];
}

/** `[x .. y]` with both ends, or `(x .. y)` without them. */
export interface RangeValue extends Span {
  readonly kind: 'range';
  readonly from: SimpleValue;
  readonly to: SimpleValue;
  readonly inclusive: boolean;
}
