/** One address as it was written, and the line on which it stands, counted from 1. */
export interface AddressLine {
  readonly text: string;
  readonly line: number;
}

/** Where the name begins that ends with this text: after the last comma or semicolon, quoted ones apart. */
function nameStart(text: string): number {
  const end = text.trimEnd();
  if (end.endsWith('"')) return Math.max(0, end.lastIndexOf('"', end.length - 2));
  return Math.max(end.lastIndexOf(','), end.lastIndexOf(';')) + 1;
}

/** `Ada Lovelace <ada@example.org>`, as mail programs copy it, without the name. Each part is looked at once: lines may be long. */
function withoutNames(line: string): string {
  const [first = '', ...others] = line.split('<');
  if (others.length === 0) return line;
  let before = first;
  let kept = '';
  for (const part of others) {
    const start = nameStart(before);
    const name = before.slice(start);
    const close = part.indexOf('>');
    kept += `${before.slice(0, start)} ${name.includes('@') ? name : ''} ${close < 0 ? part : part.slice(0, close)} `;
    before = close < 0 ? '' : part.slice(close + 1);
  }
  return kept + before;
}

/** Addresses pasted from anywhere: lines, commas, semicolons, blanks and tabs separate; names around an address are left out. */
export const splitAddresses = (text: string): AddressLine[] =>
  text.split('\n').flatMap((line, index) =>
    withoutNames(line)
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
