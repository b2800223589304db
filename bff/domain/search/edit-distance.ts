/** How many letters must change to make one text of the other (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The word that somebody who wrote `text` may have meant; none where too much would have to change. */
export function closestWord(text: string, words: readonly string[]): string | undefined {
  const asked = text.toLowerCase();
  const most = asked.length < 4 ? 1 : Math.floor(asked.length / 3) + 1;
  let best: { word: string; distance: number } | undefined;
  for (const word of words) {
    const known = word.toLowerCase();
    const begun = asked.length > 1 && (known.startsWith(asked) || asked.startsWith(known));
    const distance = begun ? 0.5 : Math.abs(known.length - asked.length) > most ? most + 1 : editDistance(asked, known);
    if (distance <= most && (best === undefined || distance < best.distance)) best = { word, distance };
  }
  return best?.word;
}
