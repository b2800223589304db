import { type RefObject, useEffect, useRef } from 'react';

/** What of a list may have the focus while its panel is open. */
const OF_A_LIST = '[data-row-index], .check input, .card-open';

/** Escape on a row closes the panel beside it, without a way into it first. */
export function useEscapeOnList(panel: RefObject<HTMLElement | null>, onClose: (() => void) | undefined): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const list = panel.current?.parentElement;
    const onKeyDown = ({ key, target, defaultPrevented }: KeyboardEvent) => {
      if (key !== 'Escape' || defaultPrevented || !(target instanceof Element)) return;
      if (target.matches(OF_A_LIST) && list?.contains(target)) close.current?.();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [panel]);
}
