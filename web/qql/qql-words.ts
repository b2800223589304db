/** What a piece of a query is, for its colour alone: what it means only the server knows. */
export type QqlWordKind = 'token' | 'keyword' | 'operator' | 'text' | 'value';

export interface QqlWord {
  readonly kind: QqlWordKind | 'space';
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly from: number;
}

/** Strings run to their end or, unfinished, to the end of the query. */
const WORD = /\s+|"(?:[^"\\]|\\.)*"?|`[^`]*`?|'[^']*'?|\.{2,3}|[:<>=]=?|[()[\],]|(?:(?!\.{2})[^\s"`'()[\],:<>=])+|./gsu;

const KEYWORD = /^(and|or|not)$/i;
const FIRST: Readonly<Record<string, QqlWordKind>> = { '"': 'text', '`': 'text', "'": 'text' };

function kindOf(text: string, after: string): QqlWord['kind'] {
  if (/^\s/.test(text)) return 'space';
  const quoted = FIRST[text[0] ?? ''];
  if (quoted !== undefined) return quoted;
  if (/^(\.{2,3}|[:<>=]=?|[()[\],])$/.test(text)) return 'operator';
  if (/^\s*[:<>=]/.test(after)) return 'token';
  return KEYWORD.test(text) ? 'keyword' : 'value';
}

/** Cuts a query into coloured pieces. Together they are the query; nothing is refused. */
export function wordsOf(query: string): QqlWord[] {
  return [...query.matchAll(WORD)].map(({ 0: text, index }) => ({
    kind: kindOf(text, query.slice(index + text.length, index + text.length + 40)),
    text,
    from: index,
  }));
}

/** Cuts the words at the ends of a place, so that it can be underlined. */
export function cutAt(words: readonly QqlWord[], ends: readonly number[]): QqlWord[] {
  return words.flatMap((word) => {
    const cuts = [...new Set(ends.map((end) => end - word.from))].filter((cut) => cut > 0 && cut < word.text.length).sort((a, b) => a - b);
    return [0, ...cuts].map((from, index) => ({
      ...word,
      from: word.from + from,
      text: word.text.slice(from, cuts[index] ?? word.text.length),
    }));
  });
}
