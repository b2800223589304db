import type { QqlToken } from './catalogue.ts';

/** A checked query: tokens are known, values are of their kind, `now` is an instant. What the listings run. */
export type Condition<Name extends string = string> =
  | { readonly kind: 'everything' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition<Name>[] }
  | { readonly kind: 'not'; readonly part: Condition<Name> }
  | TokenTest<Name>;

/** Holds for a row where any of the token's values passes any of the tests. A row without a value does not pass. */
export interface TokenTest<Name extends string = string> {
  readonly kind: 'test';
  readonly token: QqlToken<Name>;
  readonly anyOf: readonly ValueTest[];
}

/**
 * `words`: each is part of a word of the value, in any order. `phrase`: whole words of the value, adjacent and in order. `exact`: the whole
 * value. `begins`: a digest, in small letters. `between`: numbers, or instants in milliseconds; `from` inclusive, `until` exclusive.
 */
export type ValueTest =
  | { readonly kind: 'words' | 'phrase'; readonly words: readonly string[] }
  | { readonly kind: 'exact' | 'begins'; readonly text: string }
  | { readonly kind: 'is'; readonly value: boolean }
  | Between;

export interface Between {
  readonly kind: 'between';
  readonly from?: number;
  readonly until?: number;
}
