import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveState, LiveUpdates } from '../api/live-updates.ts';

export const LiveContext = createContext<LiveUpdates | undefined>(undefined);

export function useLiveUpdates(): LiveUpdates {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('useLiveUpdates needs a LiveContext around it');
  return live;
}

/** Whether what is shown is live, or since when it is not. */
export function useLiveState(): LiveState {
  const live = useLiveUpdates();
  return useSyncExternalStore(live.subscribe, () => live.state);
}
