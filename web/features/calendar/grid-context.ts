import { createContext, useContext } from 'react';
import type { CalendarDay } from './queries.ts';

interface Grid {
  readonly zone: string;
  readonly nowMs: number;
  readonly days: ReadonlyMap<string, CalendarDay>;
  /** How many entries of each day are drawn; the rest of its total is told by number. */
  readonly given: ReadonlyMap<string, number>;
  readonly onMore: (date: string) => void;
}

const GridContext = createContext<Grid>({ zone: 'UTC', nowMs: 0, days: new Map(), given: new Map(), onMore: () => {} });

export const GridProvider = GridContext.Provider;

/** What the server said of the drawn days, for the parts that the calendar itself renders. */
export const useGrid = (): Grid => useContext(GridContext);
