/** Control characters (Cc), and the format characters (Cf) that turn, join or hide what stands around them; also the two separators of lines. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const code = (character: string) => `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** A text with its invisible characters written out: `a⟨U+202E⟩b`. Ordinary text stays as it is. */
export const spelledOut = (text: string): string => text.replace(INVISIBLE, code);
