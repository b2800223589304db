import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Clock } from '../domain/time/instant.ts';
import { createIds } from '../ids.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { createUnitOfWork, type UnitOfWork } from '../storage/unit-of-work.ts';
import { TEMPLATE } from './shared-postgres.ts';

/** A database of a test file's own, with the newest schema and no rows. */
export interface TestDatabase {
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly url: string;
  readonly uow: (clock: Clock) => UnitOfWork;
  /** Empties every table; several times faster than a new database. */
  readonly truncate: () => Promise<void>;
  /** Call it in `afterAll`. */
  readonly close: () => Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const urlOf = (database: string) => inject('postgresUrl').replace('DATABASE', database);
  await administer(urlOf('postgres'), `create database ${name} template ${TEMPLATE}`);
  const pool = new pg.Pool({ connectionString: urlOf(name), max: 10 });
  pool.on('error', () => {});
  const db = openDatabase(pool);
  return {
    db,
    pool,
    url: urlOf(name),
    uow: (clock) => createUnitOfWork(db, clock, createIds(clock)),
    truncate: () => truncate(pool),
    close: async () => {
      await pool.end();
      await administer(urlOf('postgres'), `drop database ${name} with (force)`);
    },
  };
}

// Two files may ask at once: a template can be copied only while nobody else copies it.
async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function truncate(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
  await pool.query(`truncate ${rows.map((row) => row.name).join(', ')} restart identity cascade`);
}
