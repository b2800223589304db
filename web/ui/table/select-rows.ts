/** Checks or unchecks a row; with `range`, everything from the row touched last to this one. */
export function selectRows(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  change: { readonly key: string; readonly checked: boolean; readonly from?: string | undefined },
): ReadonlySet<string> {
  const next = new Set(selected);
  const end = keys.indexOf(change.key);
  const start = change.from === undefined ? end : keys.indexOf(change.from);
  const touched = start < 0 || end < 0 ? [change.key] : keys.slice(Math.min(start, end), Math.max(start, end) + 1);
  for (const key of touched) {
    if (change.checked) next.add(key);
    else next.delete(key);
  }
  return next;
}
