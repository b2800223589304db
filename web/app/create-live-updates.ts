import type { QueryClient } from '@tanstack/react-query';
import { API_PATH } from '../api/client.ts';
import { type EventStream, LiveUpdates } from '../api/live-updates.ts';
import { keysOf } from '../api/topic-keys.ts';

function openStream(): EventStream {
  const source = new EventSource(`${API_PATH}/live`);
  const stream: EventStream = { onopen: null, onerror: null, onmessage: null, close: () => source.close() };
  source.onopen = () => stream.onopen?.();
  source.onerror = () => stream.onerror?.();
  source.onmessage = (event) => stream.onmessage?.(event);
  return stream;
}

/** The event stream of this page, wired to the cache. */
export function createLiveUpdates(queryClient: QueryClient): LiveUpdates {
  return new LiveUpdates({
    connect: openStream,
    setTimer: (run, afterMs) => {
      const timer = setTimeout(run, afterMs);
      return () => clearTimeout(timer);
    },
    now: Date.now,
    random: Math.random,
    onChange: (topics) => {
      if (topics === 'all') void queryClient.invalidateQueries();
      else for (const queryKey of keysOf(topics)) void queryClient.invalidateQueries({ queryKey });
    },
  });
}
