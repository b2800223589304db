import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/test-database.ts';
import { countPendingMigrations, readMigrationTimes } from './pending-migrations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
}, 30_000);
afterAll(() => database.close());

const times = readMigrationTimes(fileURLToPath(new URL('./migrations', import.meta.url)));

it('a migrated database lacks nothing', async () => {
  expect(await countPendingMigrations(database.pool, times)).toBe(0);
});

it('a database of an older program lacks what came later', async () => {
  expect(await countPendingMigrations(database.pool, [...times, Math.max(...times) + 1, Math.max(...times) + 2])).toBe(2);
});
