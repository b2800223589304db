/** A part of a filter: `name:value`, or a free word when there is no name. */
export interface FilterTerm {
  readonly name?: string;
  readonly value: string;
}

const TERM = /(?:([A-Za-z]+):)?(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

/** The text of a filter, as the URL holds it, in its terms. Everything is accepted: the server says what it does not know. */
export function parseTerms(query: string): FilterTerm[] {
  return [...query.matchAll(TERM)].map(([, name, quoted, bare]) => {
    const value = quoted === undefined ? (bare ?? '') : quoted.replaceAll(/\\(.)/g, '$1');
    return name === undefined ? { value } : { name, value };
  });
}

function formatTerm({ name, value }: FilterTerm): string {
  const plain = /^[^\s"\\]+$/.test(value) && (name !== undefined || !/^[A-Za-z]+:/.test(value));
  const written = plain ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  return name === undefined ? written : `${name}:${written}`;
}

/** The terms as text: `unit:EMEA title:"mail gateways"`. */
export const formatTerms = (terms: readonly FilterTerm[]): string => terms.map(formatTerm).join(' ');
