// Control characters break lines and headers; the others turn the reading direction around (Unicode TR 9 §2).
const UNSAFE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A text of a person as one line of a mail: no line breaks, nothing that a mail program could take for something else. */
export function plainLine(text: string, longest: number): string {
  const line = text.replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
