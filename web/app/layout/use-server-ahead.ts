import { useEffect, useState } from 'react';

/** Differences up to here are the way of the answer, not the clock. */
const NOISE_MS = 2_000;

/** How far the server's clock is ahead of the browser's, from the time in its last answer. */
export function useServerAhead(serverTime: string | undefined): number {
  const [aheadMs, setAheadMs] = useState(0);
  useEffect(() => {
    if (serverTime === undefined) return;
    const difference = Date.parse(serverTime) - Date.now();
    setAheadMs((known) => (Math.abs(difference - known) <= NOISE_MS ? known : difference));
  }, [serverTime]);
  return aheadMs;
}
