/** One upload of a source package, as its changelog tells it (deb-changelog(5)). */
export interface Upload {
  readonly source: string;
  readonly version: string;
  /** Where it went: `bookworm-security`, `unstable`. */
  readonly distribution: string;
  /** ISO 8601 day. */
  readonly day: string | undefined;
  /** Its items, each on one line. */
  readonly items: readonly string[];
}

const TITLE = /^([a-z0-9][a-z0-9+.-]+) \(([^)\s]+)\) ([^;]*);/;
const TRAILER = /^ -- .*<.*> {1,2}(.*)$/;
const ITEM = /^\s+[*+-]\s/;

const dayOf = (date: string): string | undefined => {
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
};

/** The uploads of a changelog, the newest first. Lines that fit nowhere are passed over. */
export const parseChangelog = (text: string): Upload[] => {
  const uploads: Upload[] = [];
  let items: string[] = [];
  let title: RegExpExecArray | null = null;
  const close = (day: string | undefined) => {
    const [, source, version, distributions = ''] = title ?? [];
    if (source !== undefined && version !== undefined)
      uploads.push({ source, version, distribution: distributions.trim().split(/\s+/)[0] ?? '', day, items });
    title = null;
    items = [];
  };
  for (const line of text.split('\n')) {
    const begins = TITLE.exec(line);
    const ends = TRAILER.exec(line);
    if (begins) {
      close(undefined);
      title = begins;
    } else if (ends) close(dayOf(ends[1] ?? ''));
    else if (ITEM.test(line) || items.length === 0) items.push(line.trim());
    else items.push(`${items.pop() ?? ''} ${line.trim()}`.trim());
  }
  close(undefined);
  return uploads;
};
