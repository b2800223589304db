import { useEffect } from 'react';

const isTaken = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, [role="radiogroup"], [role="listbox"], [role="menu"], dialog') !== null);

export interface CalendarKeys {
  readonly step: (by: -1 | 1) => void;
  readonly today: () => void;
}

/** Left and right arrow turn the pages, `t` goes to today. Nothing happens while somebody types or chooses. */
export function useCalendarKeys({ step, today }: CalendarKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTaken(event.target)) return;
      if (event.key === 'ArrowLeft') step(-1);
      else if (event.key === 'ArrowRight') step(1);
      else if (event.key === 't') today();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [step, today]);
}
