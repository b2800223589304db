import { useEffect, useRef, useState } from 'react';

const TINT_MS = 900;

/** Which rows are new or say something else than before. Rows that only continue the list at its end are not news. */
export function changedKeys(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const keys = [...now.keys()];
  if (!keys.some((key) => before.has(key))) return [];
  const lastKnown = keys.findLastIndex((key) => before.has(key));
  return keys.filter((key, index) => (before.has(key) ? before.get(key) !== now.get(key) : index < lastKnown));
}

/** The rows to tint: changed within the last moment. `versions`: what each row says, by its key. */
export function useChangedKeys(versions: ReadonlyMap<string, string> | undefined): ReadonlySet<string> {
  const before = useRef(versions);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const found = before.current === undefined || versions === undefined ? [] : changedKeys(before.current, versions);
    before.current = versions;
    if (found.length > 0) setChanged(new Set(found));
  }, [versions]);
  useEffect(() => {
    if (changed.size === 0) return undefined;
    const timer = setTimeout(() => setChanged(new Set()), TINT_MS);
    return () => clearTimeout(timer);
  }, [changed]);
  return changed;
}
