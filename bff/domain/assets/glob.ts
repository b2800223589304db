/**
 * Whether the pattern fits the whole text: `*` stands for any characters, `?` for one; letter case does not matter. Takes at most
 * pattern × text steps, whatever the pattern: a star that fails is tried again only one character further, never recursively.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let p = 0;
  let t = 0;
  let star = -1;
  let afterStar = 0;
  while (t < given.length) {
    if (wanted[p] === '*') {
      star = p++;
      afterStar = t;
    } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === given[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++afterStar;
    } else return false;
  }
  while (wanted[p] === '*') p++;
  return p === wanted.length;
}
