import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { type FormatTimeOptions, formatTime } from './format-time.ts';

/** In which zone the console shows times: the viewer's, the one of the schedule concerned, or UTC. */
export type TimesMode = 'mine' | 'schedule' | 'utc';

export interface Times {
  readonly mode: TimesMode;
  readonly setMode: (mode: TimesMode) => void;
  readonly viewerZone: string;
  /** The server's clock, as far as it is known. */
  readonly nowMs: () => number;
  /** The zone in which to show something; `scheduleZone` is that of the schedule it belongs to, if any. */
  readonly zoneFor: (scheduleZone?: string | undefined) => string;
  /** Formats in the zone of the present mode, unless `zone` says otherwise. */
  readonly format: (at: string | number, options?: TimesFormat) => string;
}

export interface TimesFormat extends Partial<Omit<FormatTimeOptions, 'nowMs'>> {
  readonly scheduleZone?: string | undefined;
}

const STORAGE_KEY = 'watchbill-times-in';
const MODES: readonly TimesMode[] = ['mine', 'schedule', 'utc'];

function storedMode(): TimesMode {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return MODES.find((mode) => mode === stored) ?? 'mine';
  } catch {
    return 'mine';
  }
}

function storeMode(mode: TimesMode): void {
  try {
    localStorage.setItem(STORAGE_KEY, mode);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const TimesContext = createContext<Times | undefined>(undefined);

interface TimesProviderProps {
  /** The person's own zone; absent: the browser's. */
  readonly viewerZone?: string | undefined;
  /** How far the server's clock is ahead of the browser's. */
  readonly serverAheadMs?: number;
  readonly children: ReactNode;
}

export function TimesProvider({ viewerZone: own, serverAheadMs = 0, children }: TimesProviderProps) {
  const [mode, setModeState] = useState(storedMode);
  const viewerZone = own ?? browserZone();
  const setMode = useCallback((next: TimesMode) => {
    storeMode(next);
    setModeState(next);
  }, []);
  const times = useMemo<Times>(() => {
    const nowMs = () => Date.now() + serverAheadMs;
    const zoneFor = (scheduleZone?: string) => (mode === 'utc' ? 'UTC' : mode === 'schedule' ? (scheduleZone ?? viewerZone) : viewerZone);
    return {
      mode,
      setMode,
      viewerZone,
      nowMs,
      zoneFor,
      format: (at, { scheduleZone, zone, ...rest } = {}) =>
        formatTime(at, { ...rest, zone: zone ?? zoneFor(scheduleZone), nowMs: nowMs() }),
    };
  }, [mode, setMode, viewerZone, serverAheadMs]);
  return <TimesContext.Provider value={times}>{children}</TimesContext.Provider>;
}

/** How this viewer reads times. */
export function useTimes(): Times {
  const times = useContext(TimesContext);
  if (times === undefined) throw new Error('useTimes needs a TimesProvider around it');
  return times;
}
