import { createContext, useContext } from 'react';
import type { PlainDay } from './plain-day.ts';

interface Grid {
  readonly zone: string;
  readonly today: PlainDay;
}

const GridContext = createContext<Grid>({ zone: 'UTC', today: '' });

export const GridProvider = GridContext.Provider;

/** The zone and the day of what is drawn, for the parts that the calendar itself renders. */
export const useGrid = (): Grid => useContext(GridContext);
