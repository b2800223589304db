/** Two lanes of FNV-1a over UTF-16 units, 53 bits together. */
export const pathMark = (path: string): number => {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let at = 0; at < path.length; at++) {
    const unit = path.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 11) * 4294967296 + (low >>> 0);
};

/**
 * Which paths a layer has, in 8 bytes each: an archive may bring an upper layer before the lower one whose files it replaces, so every
 * path of every layer has to be known until the end, and as text they would take a hundred bytes each.
 */
export class PathMarks {
  #marks = new Float64Array(64);
  #count = 0;

  add(path: string): void {
    if (this.#count === this.#marks.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#marks);
      this.#marks = larger;
    }
    this.#marks[this.#count++] = pathMark(path);
  }

  /** Those of the paths asked for that are here. */
  among(asked: ReadonlySet<number>): Set<number> {
    const found = new Set<number>();
    for (let at = 0; at < this.#count; at++) {
      const mark = this.#marks[at]!;
      if (asked.has(mark)) found.add(mark);
    }
    return found;
  }
}
