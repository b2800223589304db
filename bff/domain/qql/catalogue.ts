import { closestWord } from '../search/edit-distance.ts';

/**
 * What the values of a token are. `digest`: hexadecimal, found by its beginning. `enum`: one of a fixed set, in any letter case.
 * `number`: whole; with `unit: bytes` it may be written as 500MB.
 */
export type TokenKind = 'text' | 'digest' | 'number' | 'date' | 'enum' | 'boolean';

/** What a listing can be asked about. */
export interface QqlToken<Name extends string = string> {
  readonly name: Name;
  readonly kind: TokenKind;
  /** One sentence for people. */
  readonly meaning: string;
  /** A query that makes sense. */
  readonly example: string;
  /** Other names of the same. */
  readonly aliases?: readonly string[];
  /** Of an enum. */
  readonly values?: readonly string[];
  /** Of a number: the least and the greatest that there can be. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: 'bytes';
  /** A word of this shape is a whole value, written in capital letters: CVE-2024-6387. */
  readonly whole?: RegExp;
}

/** All tokens of one listing. */
export interface Catalogue<Name extends string = string> {
  readonly tokens: readonly QqlToken<Name>[];
  /** The token that is meant where somebody wrote only a word. */
  readonly plainToken: Name;
}

/** Names are taken in any letter case. */
export function findToken<Name extends string>({ tokens }: Catalogue<Name>, written: string): QqlToken<Name> | undefined {
  const asked = written.toLowerCase();
  return tokens.find(({ name, aliases = [] }) => name.toLowerCase() === asked || aliases.some((alias) => alias.toLowerCase() === asked));
}

/** The token that somebody who wrote something unknown may have meant. */
export function nearestToken({ tokens }: Catalogue, written: string): string | undefined {
  const asked = written.toLowerCase();
  // `severity` for `vulnerabilities.severity`.
  const inside = tokens.find(({ name }) => name.toLowerCase().endsWith(`.${asked}`));
  return (
    inside?.name ??
    closestWord(
      written.slice(0, 80),
      tokens.map(({ name }) => name),
    )
  );
}
