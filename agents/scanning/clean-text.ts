// Cc: control characters; Cf: invisible formatting such as bidirectional overrides; Zl, Zp: line separators;
// Cs: halves of surrogate pairs (with the `u` flag only lone ones match).
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/**
 * Text from a scanned network on one line: unprintable characters become a space, at most `max` UTF-16 units.
 * It is still a lie until escaped.
 */
export const cleanText = (text: string, max: number): string => {
  // Twice the limit is enough to look at: what is removed never makes the text longer.
  const clean = text
    .slice(0, max * 2 + 64)
    .replace(UNPRINTABLE, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (clean.length <= max) return clean;
  return clean
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .concat('…');
};
