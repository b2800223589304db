import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePages } from './pages.ts';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const CHORD_MS = 1_200;

/** `?` opens the help; `g` and a letter open a page. Nothing happens while somebody types. */
export function useShortcuts(openHelp: () => void): void {
  const navigate = useNavigate();
  const pages = usePages();
  useEffect(() => {
    let startedAtMs = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const page = event.timeStamp - startedAtMs < CHORD_MS ? pages.find(({ key }) => key === event.key) : undefined;
      startedAtMs = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (page !== undefined) void navigate({ to: page.to });
      else if (event.key === '?') openHelp();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, openHelp, pages]);
}
