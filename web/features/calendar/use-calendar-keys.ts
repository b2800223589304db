import { useEffect } from 'react';
import type { CalendarView } from './period.ts';

const isTaken = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, [role="radiogroup"], [role="listbox"], [role="menu"], dialog') !== null);

export interface CalendarKeys {
  readonly step: (by: -1 | 1) => void;
  readonly today: () => void;
  readonly show: (view: CalendarView) => void;
}

const VIEW_KEYS: Readonly<Record<string, CalendarView>> = { m: 'month', w: 'week', d: 'day', a: 'agenda' };

/** Left and right arrow turn the pages, `t` goes to today, `m` `w` `d` `a` choose the view. Nothing happens while somebody types or chooses. */
export function useCalendarKeys({ step, today, show }: CalendarKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTaken(event.target)) return;
      const view = VIEW_KEYS[event.key];
      if (event.key === 'ArrowLeft') step(-1);
      else if (event.key === 'ArrowRight') step(1);
      else if (event.key === 't') today();
      else if (view !== undefined) show(view);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [step, today, show]);
}
