import { type RefObject, useLayoutEffect } from 'react';
import { useIsPhone } from '../use-is-phone.ts';

/** A panel that is a page of its own takes the focus; one that closes gives it back to where it was: the row, its check box, its card. */
export function useFocusBack(panel: RefObject<HTMLElement | null>, closes: boolean): void {
  const phone = useIsPhone();
  useLayoutEffect(() => {
    const element = panel.current;
    if (!closes || element === null) return undefined;
    const before = document.activeElement;
    if (phone) element.focus({ preventScroll: true });
    return () => {
      const held = element.contains(document.activeElement);
      if (held && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [panel, closes, phone]);
}
