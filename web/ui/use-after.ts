import { useEffect, useState } from 'react';

/** False at first, true after a while: what appears at once for a moment only flickers. */
export function useAfter(delayMs: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return over;
}
