import pg from 'pg';
import { migrateDatabase } from './migrate.ts';
import { type PostgresServer, startPostgres } from './postgres/postgres-server.ts';

/** The database, migrated and ready. */
export interface Storage {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

export interface StorageOptions {
  /** A PostgreSQL of the operator's own; absent: the embedded one in `base`. */
  readonly databaseUrl: string | undefined;
  readonly base: string;
  readonly migrationsFolder: string;
  readonly newPassword: () => string;
  readonly log: (message: string) => void;
  readonly poolSize: number;
}

/** The name of the embedded database. */
export const DATABASE = 'watchbill';
/** Held for as long as a server uses the embedded database: two on one data folder would stop it under each other. */
const SERVER_LOCK = 7_301_483;
const LOCK_TRIES = 16;
const LOCK_RETRY_MS = 250;
const OLDEST_VERSION = 150_000;

/** Opens the database, embedded or the operator's, and brings it to the newest schema. Throws one sentence where it cannot. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { databaseUrl } = options;
  const embedded = databaseUrl === undefined ? await openEmbedded(options) : undefined;
  const url = databaseUrl ?? embedded!.url;
  try {
    await checkVersion(url);
    await migrateDatabase(url, options.migrationsFolder);
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const pool = new pg.Pool({ connectionString: url, max: options.poolSize, keepAlive: true });
  // Without a listener one connection that breaks while idle would end the process; the pool replaces it by itself.
  pool.on('error', (error) => options.log(`a database connection broke: ${error.message}`));
  return {
    url,
    pool,
    close: async () => {
      await pool.end();
      await embedded?.close();
    },
  };
}

async function openEmbedded(options: StorageOptions): Promise<{ url: string; close: () => Promise<void> }> {
  const server = await startPostgres(options);
  const lock = await lockServer(server, options.base);
  await createDatabase(server);
  return {
    url: server.urlOf(DATABASE),
    close: async () => {
      await lock.end().catch(() => {});
      await server.stop();
    },
  };
}

// The lock lives on a connection: it is gone as soon as its server is, however that ended.
async function lockServer(server: PostgresServer, base: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.urlOf('postgres'), keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  for (let attempt = 0; attempt < LOCK_TRIES; attempt += 1) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [SERVER_LOCK]);
    if (rows[0]?.held === true) return client;
    await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
  }
  await client.end();
  throw new Error(`another Watchbill server uses the data folder ${base}; stop it, or set WATCHBILL_DATA to a folder of this server's own`);
}

async function createDatabase(server: PostgresServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function checkVersion(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    throw new Error(
      `the database at ${withoutPassword(url)} cannot be reached (${(cause as Error).message || (cause as NodeJS.ErrnoException).code})`,
      {
        cause,
      },
    );
  }
  try {
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    if (Number(rows[0]?.server_version_num) < OLDEST_VERSION)
      throw new Error('the database is older than PostgreSQL 15; set DATABASE_URL to a newer one');
  } finally {
    await client.end();
  }
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname}`;
}
