import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../storage/migrate.ts';
import { startPostgres } from '../storage/postgres/postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the run's PostgreSQL with `DATABASE` in place of the database's name. */
    postgresUrl: string;
  }
}

export const TEMPLATE = 'watchbill_template';

let end: (() => Promise<void>) | undefined;

/** One PostgreSQL for the whole run; every test file gets its own copy of the migrated template. */
export async function setup(project: TestProject): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'watchbill-test-'));
  chmodSync(base, 0o755); // PostgreSQL's own user must be able to enter it.
  const server = await startPostgres({ base, newPassword: () => 'test-only', log: console.error, settings: ['max_connections=200'] });
  const admin = new pg.Client({ connectionString: server.urlOf('postgres') });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await migrateDatabase(server.urlOf(TEMPLATE), resolve('bff/storage/migrations'));
  await admin.end();
  project.provide('postgresUrl', server.urlOf('DATABASE'));
  end = async () => {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  };
}

export const teardown = async (): Promise<void> => end?.();
