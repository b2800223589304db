/** What the cutter makes of the growing output. */
export interface HostCutter {
  /** Adds output; returns the `<host>` elements that became complete. */
  readonly push: (chunk: string) => string[];
  /** True when a host was left out because it exceeded the limit. */
  readonly overflowed: () => boolean;
}

// `<host ` or `<host>`, but neither `<hosthint>`, `<hostnames>` nor `<hostscript>`.
const HOST_START = /<host[ >]/;
const HOST_END = '</host>';

/**
 * Cuts complete `<host>…</host>` elements out of nmap's XML while it is being written. nmap escapes `<` in every
 * attribute and text, so that nothing from the network can forge these marks. Memory is bounded by `maxHostChars`.
 */
export const hostCutter = (maxHostChars: number): HostCutter => {
  let buffer = '';
  let inside = false;
  let skipping = false;
  let overflowed = false;
  /** Everything before this place was searched for the end mark already. */
  let searched = 0;
  const enter = () => {
    const start = buffer.search(HOST_START);
    inside = start >= 0;
    // Outside of a host nothing is kept but what could be the beginning of the mark.
    buffer = inside ? buffer.slice(start) : buffer.slice(-5);
    searched = 0;
  };
  const waitForMore = () => {
    searched = Math.max(0, buffer.length - HOST_END.length);
    if (buffer.length <= maxHostChars) return;
    skipping = overflowed = true;
    buffer = buffer.slice(searched);
    searched = 0;
  };
  const next = (): string | undefined => {
    if (!inside) enter();
    if (!inside) return undefined;
    const end = buffer.indexOf(HOST_END, searched);
    if (end < 0) {
      waitForMore();
      return undefined;
    }
    const element = skipping ? '' : buffer.slice(0, end + HOST_END.length);
    buffer = buffer.slice(end + HOST_END.length);
    inside = skipping = false;
    return element;
  };
  const push = (chunk: string): string[] => {
    buffer += chunk;
    const complete: string[] = [];
    for (let element = next(); element !== undefined; element = next()) if (element !== '') complete.push(element);
    return complete;
  };
  return { push, overflowed: () => overflowed };
};
