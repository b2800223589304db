// The same rules stand once more in `bff/storage/qql/word-form.ts`, as SQL; a property test holds both together.

/** Small letters for A–Z. Other letters stay: databases and JavaScript disagree about some of them. */
const fold = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

// All of ASCII that is neither letter nor digit, after folding. Whatever lies beyond ASCII is part of a word.
const BETWEEN_WORDS = /[\0-/:-`{-\x7f]+/g;

/** The words of a text: letters and digits in a row. `Library/Nginx-1.25` has library, nginx, 1 and 25. */
export const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '');

/** The words of a text with one space around each: what a phrase is looked for in. */
export const wordForm = (text: string): string => ` ${wordsOf(text).join(' ')} `;
