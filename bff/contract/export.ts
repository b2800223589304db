import { z } from 'zod';
import { listInput } from './page.ts';

/** A list as a file: the filter and order of the list, and which columns, by key, with commas between them. Without: all columns. */
export const exportInput = listInput.pick({ query: true, sort: true }).extend({ columns: z.string().min(1).max(500).optional() });
export type ExportInput = z.infer<typeof exportInput>;

/** A CSV file with a line of heads, all rows that match, 100,000 at most: more are refused, never cut. */
export const csvOutput = z.object({ headers: z.record(z.string(), z.string()), body: z.file() });
