import type { Reading } from '../not-scannable.ts';

/** What was read; fails the test where it was refused. */
export const readValue = <T>(read: Reading<T>): T => {
  if (!read.ok) throw new Error(`${read.error.reason}: ${read.error.message}`);
  return read.value;
};
