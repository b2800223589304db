import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { isAlive, readPostmasterPid } from './postmaster-pid.ts';

let base: string;
const started: PostgresServer[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'watchbill-postgres-'));
  chmodSync(base, 0o755);
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(): Promise<PostgresServer> {
  const server = await startPostgres({ base, newPassword: () => 'test-only', log: () => {} });
  started.push(server);
  return server;
}

async function ask(server: PostgresServer, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.urlOf('postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = () => readPostmasterPid(join(base, 'postgres'))?.pid ?? 0;

describe('startPostgres', () => {
  it('takes over the database that a killed server left running, and ends it when it stops', async () => {
    const first = await start();
    const pid = pidOf();
    const second = await start();
    expect(second.adopted).toBe(true);
    expect(second.urlOf('x')).toBe(first.urlOf('x'));
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('starts again after a kill and has every committed row', async () => {
    const first = await start();
    await ask(first, 'create table kept (n int)');
    await ask(first, 'insert into kept values (1), (2)');
    process.kill(pidOf(), 'SIGKILL');
    // The supervisor of the first notices by itself; asking until it answers is the test.
    await expect
      .poll(() => ask(first, 'select n from kept order by n').catch(() => 'not yet'), { timeout: 20_000 })
      .toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('throws away a database that was only half made, and ignores the pid file of a dead one', async () => {
    mkdirSync(join(base, 'postgres.new'));
    writeFileSync(join(base, 'postgres.new', 'PG_VERSION'), '18\n');
    const first = await start();
    await first.stop();
    const folder = join(base, 'postgres');
    const dead = readFileSync(join(folder, 'PG_VERSION'), 'utf8');
    expect(dead.trim()).toBe('18');
    writeFileSync(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n0\n1\n\n127.0.0.1\n0\nready\n`);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  // Only root hands the database to another user.
  it.runIf(process.getuid?.() === 0)('says in one sentence what is wrong with a data folder that its user cannot enter', async () => {
    chmodSync(base, 0o700);
    await expect(startPostgres({ base, newPassword: () => 'x', log: () => {} })).rejects.toThrow(
      /cannot reach the data folder .* set WATCHBILL_DATA/,
    );
  });
});
