import { useEffect, useState } from 'react';
import { useTimes } from './times.tsx';

/** The present, renewed at the given beat (on whole multiples, so that all clocks of a page tick together). */
export function useNow(everyMs = 1000): number {
  const { nowMs } = useTimes();
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const present = nowMs();
      setNow(present);
      timer = setTimeout(tick, everyMs - (present % everyMs));
    };
    tick();
    return () => clearTimeout(timer);
  }, [nowMs, everyMs]);
  return now;
}
