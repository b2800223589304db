import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Below this all rows are drawn: the browser finds text in them, and nothing has to be measured. */
const VIRTUAL_FROM = 120;

interface RowsInView {
  /** First row drawn, inclusive. */
  readonly start: number;
  /** Last row drawn, exclusive. */
  readonly end: number;
  readonly paddingTop: number;
  readonly paddingBottom: number;
  readonly scrollTo: (index: number) => void;
}

/** Which rows of a long list are drawn, and how much space the others take. */
export function useRowsInView(scroll: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowsInView {
  const virtual = count >= VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count,
    enabled: virtual,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  if (!virtual) return { start: 0, end: count, paddingTop: 0, paddingBottom: 0, scrollTo: () => undefined };
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return {
    start: first?.index ?? 0,
    end: last === undefined ? 0 : last.index + 1,
    paddingTop: first?.start ?? 0,
    paddingBottom: virtualizer.getTotalSize() - (last?.end ?? 0),
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  };
}
