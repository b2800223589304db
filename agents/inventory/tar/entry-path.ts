import { Refusal, shown } from '../not-scannable.ts';

/** An empty, `.` or `..` segment somewhere. */
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** The path as the image sees it, without a leading or closing slash; `''` is its root. A path that climbs is refused, wherever it would end. */
export const entryPath = (raw: string): string => {
  if (!UNCLEAN.test(raw)) return raw;
  const segments = raw.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) throw new Refusal('path-escape', `The image holds the path ${shown(raw)}, which leads out of its folder.`);
  return segments.join('/');
};

/** `a/b/c` → `a/b`, `a`: every folder above, the nearest first. */
export const ancestorsOf = (path: string): string[] => {
  const found: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) found.push(path.slice(0, at));
  return found;
};

/** `a/b/c` → `c`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
