import { type RefObject, useEffect } from 'react';

const TABLE_ROLES = '[role="table"], [role="rowgroup"], [role="row"], [role="cell"], [role="columnheader"]';

/**
 * The calendar calls its month a table, but its entries are no cells and its rows are not the weeks: a reader would be led astray.
 * The roles are taken off again; entries are buttons with full names, and the agenda is the view to be read.
 */
export function usePlainRoles(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const strip = () => {
      for (const part of element.querySelectorAll(TABLE_ROLES)) {
        part.removeAttribute('role');
        if (part.classList.contains('rbc-month-view')) part.removeAttribute('aria-label');
      }
    };
    strip();
    const observer = new MutationObserver(strip);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [container]);
}
