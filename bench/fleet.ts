// A fleet of simulated appliances on one server process: steady state, an outage, the way back, and a scan that goes on through it.
// FLEET=1000 sets how many, INTERVAL=60 the poll interval (s), OUTAGE=95 how long the server is away (s): 300 s of 190 in the same proportion.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { runSimulatedAppliance } from '../agents/appliance/simulate/simulated-appliance.ts';
import { traitsOf } from '../agents/appliance/simulate/traits.ts';
import { createPrivateIdentityKey, parsePrivateKeyText, toPrivateKeyText, toPublicKey } from '../agents/runtime/identity-file.ts';
import { createTransport } from '../agents/runtime/transport.ts';
import { startPostgres } from '../bff/storage/postgres/postgres-server.ts';

const COUNT = Number(process.env.FLEET ?? 10_000);
const INTERVAL_S = Number(process.env.INTERVAL ?? 60);
const OUTAGE_S = Number(process.env.OUTAGE ?? 95);
const HOSTS = Math.min(16_384, COUNT * 2);
const ADMIN = { email: 'bench@corp.example', password: 'correct horse battery staple' };
const SETTINGS = {
  ...{ seed: 1, slots: 1, skewMs: 500, slowShare: 0, slowMs: 0, lossRate: 0 },
  ...{ declineRate: 0, failRate: 0, hostMs: Math.round((INTERVAL_S * 1000) / 8) },
};

/** What the fleet process is told, and what it answers when it is asked. */
interface Fleet {
  readonly server: string;
  readonly identities: readonly { readonly applianceId: string; readonly key: string }[];
}
interface Seen {
  readonly polls: number;
  readonly failures: Readonly<Record<string, number>>;
  /** When each was answered last, epoch ms. */
  readonly lastPolls: readonly number[];
}

function fleetProcess(): void {
  const lastPolls: number[] = [];
  const failures: Record<string, number> = {};
  let polls = 0;
  const events = {
    polled: (n: number) => {
      polls += 1;
      lastPolls[n] = Date.now();
    },
    failed: (_: number, reason: string) => {
      failures[reason] = (failures[reason] ?? 0) + 1;
    },
    hostDone: () => {},
  };
  process.on('message', (message: Fleet | 'tell') => {
    if (message === 'tell') return void process.send?.({ polls, failures, lastPolls } satisfies Seen);
    const transport = createTransport(message.server);
    const configuration = { revision: 1, name: '', pollIntervalSeconds: INTERVAL_S, promptDelivery: false };
    for (const [n, { applianceId, key }] of message.identities.entries()) {
      const identity = { applianceId, privateKey: parsePrivateKeyText(key) };
      // Starts spread over one interval, as a fleet that runs for long is.
      setTimeout(
        () =>
          void runSimulatedAppliance(
            { n, identity, configuration, settings: SETTINGS, traits: traitsOf(SETTINGS, n), transport, events },
            new AbortController().signal,
          ),
        (n / message.identities.length) * INTERVAL_S * 1000,
      );
    }
  });
}

/** Processor seconds and resident MiB of a process and its children. */
function usage(pid: number): { readonly cpu: number; readonly mib: number } {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const own = { cpu: (Number(stat[11]) + Number(stat[12])) / 100, mib: (Number(stat[21]) * 4096) / 1024 ** 2 };
    return children.map(usage).reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, mib: sum.mib + one.mib }), own);
  } catch {
    return { cpu: 0, mib: 0 };
  }
}

async function startServer(url: string, folder: string, port: number): Promise<ChildProcess> {
  const env = {
    ...{
      ...process.env,
      DATABASE_URL: url,
      WATCHBILL_DATA: folder,
      PORT: String(port),
      LOG_LEVEL: 'error',
      WATCHBILL_LOCAL_APPLIANCE: '0',
    },
    ...{ WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password, NODE_ENV: 'production' },
  };
  const child = spawn(process.execPath, ['dist/bff/watchbill.mjs', 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((done, fail) => {
    child.stdout.on('data', (text) => String(text).includes('ready at ') && done());
    child.once('exit', () => fail(new Error('the server ended')));
  });
  return child;
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

async function insert(pool: pg.Pool): Promise<Fleet['identities']> {
  const made = Array.from({ length: COUNT }, () => {
    const key = createPrivateIdentityKey();
    return { applianceId: randomUUID(), key: toPrivateKeyText(key), publicKey: toPublicKey(key) };
  });
  await pool.query(
    `insert into appliance (id, name, poll_interval_seconds, prompt_delivery, public_key, registered_at, created_at)
     select id, 'sim ' || id, $3, false, key, now(), now() from unnest($1::uuid[], $2::text[]) as a(id, key)`,
    [made.map((one) => one.applianceId), made.map((one) => one.publicKey), INTERVAL_S],
  );
  return made.map(({ applianceId, key }) => ({ applianceId, key }));
}

async function launchScan(server: string): Promise<string> {
  const json = { 'content-type': 'application/json' };
  const entered = await fetch(`${server}/api/auth/sign-in/email`, { method: 'POST', headers: json, body: JSON.stringify(ADMIN) });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const last = HOSTS - 1;
  const include = [`10.60.0.0-10.60.${last >> 8}.${last & 255}`];
  const body = { title: 'Fleet', target: { kind: 'hosts', include }, scanners: { kind: 'any' } };
  const answer = await fetch(`${server}/api/v1/scans`, { method: 'POST', headers: { ...json, cookie }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}

async function main(): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'watchbill-fleet-'));
  chmodSync(base, 0o755);
  mkdirSync(join(base, 'server'), { mode: 0o755 });
  const postgres = await startPostgres({ base, newPassword: () => 'bench', log: () => {} });
  const url = postgres.urlOf('postgres');
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const fleet = fork(fileURLToPath(import.meta.url), ['fleet'], { execArgv: process.execArgv });
  const look = () => new Promise<Seen>((done) => fleet.once('message', (message) => done(message as Seen)) && fleet.send('tell'));
  const sum = (failures: Seen['failures']) => Object.values(failures).reduce((all, one) => all + one, 0);
  let server = await startServer(url, join(base, 'server'), port);
  try {
    fleet.send({ server: address, identities: await insert(pool) } satisfies Fleet);
    await pause((INTERVAL_S + 5) * 1000);
    const [from, before] = [await look(), usage(server.pid!)];
    const started = performance.now();
    await pause(INTERVAL_S * 1000);
    const [to, after] = [await look(), usage(server.pid!)];
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${COUNT} appliances, interval ${INTERVAL_S} s: ${((to.polls - from.polls) / seconds).toFixed(0)} polls/s, ${sum(to.failures)} failures`,
    );
    console.log(`steady state: server ${(((after.cpu - before.cpu) / seconds) * 100).toFixed(0)} % of a core, ${after.mib.toFixed(0)} MiB`);
    const scanId = await launchScan(address);
    await pause(INTERVAL_S * 500);
    server.kill('SIGKILL');
    await pause(OUTAGE_S * 1000);
    server = await startServer(url, join(base, 'server'), port);
    const back = Date.now();
    const failedBefore = sum((await look()).failures);
    let missing = COUNT;
    while (missing > 0 && Date.now() - back < 4 * INTERVAL_S * 1000) {
      await pause(500);
      const { lastPolls } = await look();
      missing = COUNT - lastPolls.filter((at) => at >= back).length;
    }
    const failures = sum((await look()).failures) - failedBefore;
    console.log(
      `outage of ${OUTAGE_S} s: ${missing === 0 ? 'all' : COUNT - missing} back after ${((Date.now() - back) / 1000).toFixed(1)} s (one interval: ${INTERVAL_S} s), ${failures} failures since`,
    );
    const count = async () =>
      (await pool.query('select count(*)::int as n, count(distinct address)::int as d from host_result where scan_id = $1', [scanId]))
        .rows[0];
    const until = Date.now() + 8 * INTERVAL_S * 1000;
    while ((await count()).n < HOSTS && Date.now() < until) await pause(1000);
    const { n, d } = await count();
    console.log(`a scan of ${HOSTS} hosts through the outage: ${n} results of ${d} hosts; server ${usage(server.pid!).mib.toFixed(0)} MiB`);
  } finally {
    fleet.kill();
    server.kill('SIGTERM');
    await new Promise((done) => server.once('exit', done));
    await pool.end();
    await postgres.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'fleet') fleetProcess();
else await main();
