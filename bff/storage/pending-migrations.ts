import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';

/** The migrations that the program brings, by the time of their making: what the migrator goes by. */
export function readMigrationTimes(migrationsFolder: string): readonly number[] {
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] };
  return journal.entries.map(({ when }) => when);
}

/** How many of them the database lacks: it was restored from an older copy, or changed under the server. */
export async function countPendingMigrations(pool: Pick<Pool, 'query'>, times: readonly number[]): Promise<number> {
  const { rows } = await pool.query<{ last: string | null }>('select max(created_at) as last from drizzle.__drizzle_migrations');
  const last = Number(rows[0]?.last ?? 0);
  return times.filter((time) => time > last).length;
}
