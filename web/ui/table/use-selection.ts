import { useCallback, useMemo, useState } from 'react';
import type { Selection } from './columns.ts';

/** Which rows are checked. Rows that a filter hides stay checked until cleared. */
export function useSelection(): Selection & { readonly clear: () => void } {
  const [selected, change] = useState<ReadonlySet<string>>(new Set());
  const clear = useCallback(() => change(new Set()), []);
  return useMemo(() => ({ selected, change, clear }), [selected, clear]);
}
