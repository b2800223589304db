/** One address as it was written, and the line on which it stands, counted from 1. */
export interface AddressLine {
  readonly text: string;
  readonly line: number;
}

/** `Ada Lovelace <ada@example.org>`, as mail programs copy it: the address alone counts. */
const IN_BRACKETS = /(?:"[^"\n]*"\s*)?[^<>,;\n]*<([^<>\s]*)>/g;

/** Addresses pasted from anywhere: lines, commas, semicolons, blanks and tabs separate; names around an address are left out. */
export const splitAddresses = (text: string): AddressLine[] =>
  text.split('\n').flatMap((line, index) =>
    line
      .replaceAll(IN_BRACKETS, ' $1 ')
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
      .map((part) => ({ text: part, line: index + 1 })),
  );

/** One address a line, each once, whatever its letters' case. */
export function tidyAddresses(text: string): string {
  const seen = new Map<string, string>();
  for (const { text: address } of splitAddresses(text)) {
    const key = address.toLowerCase();
    if (!seen.has(key)) seen.set(key, address);
  }
  return [...seen.values()].join('\n');
}

/** Where a line begins and ends in a text; offsets, the end exclusive. */
export function lineRange(text: string, line: number): readonly [start: number, end: number] {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return [start, start + (lines[line - 1]?.length ?? 0)];
}
