import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import * as tables from './schema/index.ts';

export { tables };

/** `$client`: the pool beneath, for statements that are prepared by name. */
export type Database = NodePgDatabase<typeof tables> & { readonly $client: pg.Pool };
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** A store takes either: reads may run outside a transaction, changes run in the one of their unit of work. */
export type Executor = Database | Transaction;

export const openDatabase = (pool: pg.Pool): Database => drizzle(pool, { schema: tables });
