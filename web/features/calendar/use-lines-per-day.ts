import { useSyncExternalStore } from 'react';

/** Pixels: above the month, and of one line of a cell. */
const ABOVE = 150;
const LINE = 19;
/** No month has fewer. */
const WEEKS = 4;
/** So that a window that is dragged taller asks seldom. The API gives 50 at most. */
const [STEP, MOST] = [6, 48];

const linesPerDay = () => Math.min(MOST, Math.max(STEP, Math.ceil((window.innerHeight - ABOVE) / WEEKS / LINE / STEP) * STEP));

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

/** At least as many lines as a cell of the month has room for in this window: the calendar itself decides how many it shows. */
export const useLinesPerDay = (): number => useSyncExternalStore(subscribe, linesPerDay);
