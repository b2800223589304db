import { z } from 'zod';

/**
 * How every list is asked for. `query`: filter terms `name:value` and free words, all of which must hold.
 * `sort`: `field:asc` or `field:desc`. `cursor`: `nextCursor` of the page before. `limit`: 1–200, default 50.
 */
export const listInput = z.object({
  query: z.string().max(2000).optional(),
  sort: z
    .string()
    .regex(/^[a-zA-Z]+:(asc|desc)$/, 'Write it as nextLaunchAt:asc')
    .optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListInput = z.infer<typeof listInput>;

/** A page of a list. `nextCursor` is null on the last page; `total` counts what the caller may see. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.object({ count: z.int(), exact: z.boolean() }),
  });
