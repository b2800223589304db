import { z } from 'zod';
import { base } from './base.ts';

/** The lists that QQL asks about. */
export const QQL_ENTITIES = ['images', 'containers'] as const;
export type QqlEntity = (typeof QQL_ENTITIES)[number];

const entity = z.enum(QQL_ENTITIES);
const query = z.string().max(2000);
/** Of a character of the query, in UTF-16 units as JavaScript counts. */
const offset = z.int().min(0);

const problem = z.object({
  code: z.string(),
  message: z.string(),
  start: offset,
  /** Exclusive; equal to `start` where something is missing. */
  end: offset,
  /** What may stand here. */
  expected: z.string().optional(),
  /** What to put in place of `start` to `end`. */
  suggestion: z.string().optional(),
  /** It may only be that more is to come. */
  unfinished: z.boolean(),
});

const check = z.object({
  valid: z.boolean(),
  /** How many rows that the caller may see are selected; absent while there are problems. */
  count: z.int().optional(),
  /** False: there are more than `count`. */
  exact: z.boolean().optional(),
  problems: z.array(problem),
  /** The query with `now` as the instant that it is now: for a link that shows the same rows to everybody. */
  frozen: z.string(),
});
export type QqlCheck = z.infer<typeof check>;

const token = z.object({
  name: z.string(),
  kind: z.enum(['text', 'digest', 'number', 'date', 'enum', 'boolean']),
  meaning: z.string(),
  example: z.string(),
  aliases: z.array(z.string()),
  /** Of an enum. */
  values: z.array(z.string()),
});
export type QqlTokenView = z.infer<typeof token>;

const completion = z.object({
  kind: z.enum(['token', 'operator', 'value', 'keyword']),
  text: z.string(),
  /** What it means, in a few words. */
  detail: z.string(),
});

/** What may stand from `start` to `end` (exclusive). */
const completions = z.object({ start: offset, end: offset, items: z.array(completion) });
export type QqlCompletions = z.infer<typeof completions>;

const tags = ['QQL'];

/** QQL: the language of the lists of images and containers. */
export const qql = {
  check: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/qql/check', summary: 'What is wrong with a query, or how many rows it selects', tags })
    .input(z.object({ entity, query: query.default('') }))
    .output(check),
  tokens: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/qql/tokens', summary: 'What a list can be asked about', tags })
    .input(z.object({ entity }))
    .output(z.object({ items: z.array(token) })),
  complete: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/qql/complete', summary: 'What may be written at a place of a query', tags })
    .input(z.object({ entity, query: query.default(''), offset: z.coerce.number().int().min(0).max(2000) }))
    .output(completions),
};
