import { type KeyboardEvent, useState } from 'react';

interface RowKeysOptions {
  readonly count: number;
  readonly scrollTo: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onToggle: (index: number, range: boolean) => void;
}

const focusRow = (from: HTMLElement, index: number) =>
  from.closest('[data-rows]')?.querySelector<HTMLElement>(`[data-row-index="${index}"]`)?.focus();

/** Arrow keys, Home and End move between rows; Enter opens, Space checks. One row at a time is a stop of the Tab key. */
export function useRowKeys({ count, scrollTo, onOpen, onToggle }: RowKeysOptions) {
  const [current, setCurrent] = useState(0);
  const target = (key: string): number | undefined => {
    if (key === 'ArrowDown') return Math.min(count - 1, current + 1);
    if (key === 'ArrowUp') return Math.max(0, current - 1);
    if (key === 'Home') return 0;
    if (key === 'End') return count - 1;
    return undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Keys pressed in a link or a check box of the row are theirs.
    if (event.target !== event.currentTarget) return;
    const to = target(event.key);
    if (to !== undefined) {
      event.preventDefault();
      const row = event.currentTarget;
      scrollTo(to);
      requestAnimationFrame(() => focusRow(row, to));
    } else if (event.key === 'Enter') onOpen(current);
    else if (event.key === ' ') {
      event.preventDefault();
      onToggle(current, event.shiftKey);
    }
  };
  return { current: Math.min(current, Math.max(0, count - 1)), setCurrent, onKeyDown };
}
