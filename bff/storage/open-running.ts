import pg from 'pg';
import { type Database, openDatabase } from './database.ts';
import { DATABASE } from './open-storage.ts';
import { countPendingMigrations, readMigrationTimes } from './pending-migrations.ts';
import { runningDatabaseUrl } from './postgres/running-database.ts';

export interface RunningOptions {
  /** A PostgreSQL of the operator's own; absent: the embedded one in `base`, which a server keeps running. */
  readonly databaseUrl: string | undefined;
  readonly base: string;
  readonly migrationsFolder: string;
}

/** The database beside the server that uses it: nothing is started, nothing migrated. Throws one sentence where there is none. */
export async function openRunning(options: RunningOptions): Promise<{ readonly db: Database; readonly close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: urlOf(options), max: 1, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => {});
  try {
    await pool.query('select 1').catch((cause: Error) => {
      throw new Error(`the database cannot be reached (${cause.message}); start the server first`, { cause });
    });
    const lacking = await countPendingMigrations(pool, readMigrationTimes(options.migrationsFolder)).catch(() => -1);
    if (lacking !== 0) throw new Error('the database is not of this version; start the server of this version first');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { db: openDatabase(pool), close: () => pool.end() };
}

function urlOf({ databaseUrl, base }: RunningOptions): string {
  if (databaseUrl !== undefined) return databaseUrl;
  const url = embeddedUrl(base);
  if (url === undefined)
    throw new Error(`no server runs on the data folder ${base}; start it first, or set WATCHBILL_DATA to the folder of one that runs`);
  return url;
}

function embeddedUrl(base: string): string | undefined {
  try {
    return runningDatabaseUrl(base, DATABASE);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Error(`the data folder ${base} cannot be read (${code}); run this as the user who runs the server`, { cause });
  }
}
