// Eight hosts in network namespaces, scanned in turn by nmap by hand and through the platform with its local appliance. Needs root, nmap,
// nginx, redis-server and sshd, and `npm run build`. ROUNDS=7 sets how often.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NAMED_PORTS } from '../agents/scanning/named-ports.ts';
import { BENCH_ADMIN, endServer, freePort, startServer } from './kit/server-process.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const PREFIX = 'wbbench';
const NETWORK = fileURLToPath(new URL('../e2e/network/make-network.sh', import.meta.url));
const ADDRESSES = Array.from({ length: 8 }, (_, n) => `10.77.0.1${n + 1}`);
/** Nothing but the ports of the services; the most telling ones; what an option profile has unless told otherwise. */
const PORTS = ['22,80,443,6379,8080', 'light', 'standard'];

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

/** One process, as somebody at the appliance's place would type it: the same ports, probes and timing. */
function byHand(ports: string): number {
  const list = NAMED_PORTS[ports] ?? ports;
  const from = performance.now();
  execFileSync('nmap', ['-sT', '-sV', '--version-light', '-n', '-T4', '-p', list, '-oX', '-', ...ADDRESSES], { stdio: 'pipe' });
  return performance.now() - from;
}

interface ScanTimes {
  /** From the request to the last result. */
  readonly whole: number;
  /** From the request until the appliance said that it begins. */
  readonly handOut: number;
}

type Call = <T>(path: string, body?: object) => Promise<T>;

async function signIn(server: string): Promise<Call> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const entered = await fetch(`${server}/api/auth/sign-in/email`, { method: 'POST', headers, body: JSON.stringify(BENCH_ADMIN) });
  headers.cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return async (path, body) => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${server}/api/v1${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as never;
  };
}

interface ScanView {
  readonly id: string;
  readonly state: string;
  readonly hops: { readonly startedAt?: string };
  readonly endedAt?: string;
}

async function throughPlatform(call: Call, optionProfileId: string): Promise<ScanTimes> {
  const from = Date.now();
  const target = { kind: 'hosts', include: ADDRESSES };
  const { id } = await call<ScanView>('/scans', { title: 'Bench', target, optionProfileId, scanners: { kind: 'any' } });
  for (;;) {
    await pause(100);
    const scan = await call<ScanView>(`/scans/${id}`);
    // By the platform's own clock, which is this machine's: how often is asked here does not count.
    if (scan.state === 'finished') return { whole: Date.parse(scan.endedAt!) - from, handOut: Date.parse(scan.hops.startedAt!) - from };
    if (!['queued', 'running'].includes(scan.state)) throw new Error(`the scan is ${scan.state}`);
  }
}

async function compare(call: Call, ports: string): Promise<void> {
  const profile = { name: `Bench ${ports}`, engine: 'nmap', ports, intensity: 'normal', hostTimeoutMinutes: 5 };
  const { id } = await call<{ id: string }>('/option-profiles', profile);
  const hand: number[] = [];
  const platform: ScanTimes[] = [];
  await throughPlatform(call, id);
  for (let round = 0; round < ROUNDS; round += 1) {
    hand.push(byHand(ports));
    platform.push(await throughPlatform(call, id));
  }
  const [whole, handOut] = [median(platform.map((one) => one.whole)), median(platform.map((one) => one.handOut))];
  const ratio = median(platform.map((one, n) => (one.whole - one.handOut) / hand[n]!));
  console.log(
    `ports ${ports}: nmap by hand ${seconds(median(hand))} | platform ${seconds(whole)}, of it hand-out ${seconds(handOut)} | ratio without hand-out ${ratio.toFixed(2)} | load ${loadavg()[0]!.toFixed(1)}`,
  );
}

/** Runs inside the namespace: from there nothing but the hosts can be reached. */
async function inside(base: string): Promise<void> {
  const port = await freePort();
  const server = await startServer({ folder: join(base, 'server'), port });
  try {
    const call = await signIn(`http://127.0.0.1:${port}`);
    while (!(await call<{ items: { state: string }[] }>('/appliances')).items.some((one) => one.state === 'online')) await pause(200);
    for (const ports of PORTS) await compare(call, ports);
  } finally {
    await endServer(server);
  }
}

function main(): void {
  if (process.getuid?.() !== 0) throw new Error('network namespaces need root');
  const base = mkdtempSync(join(tmpdir(), 'watchbill-scan-'));
  chmodSync(base, 0o755);
  try {
    execFileSync(NETWORK, ['up', PREFIX, join(base, 'network'), `${ADDRESSES.length}`], { stdio: ['ignore', 'ignore', 'inherit'] });
    const words = [...process.execArgv, fileURLToPath(import.meta.url), 'inside', base];
    spawnSync('nsenter', [`--net=/run/netns/${PREFIX}scan`, process.execPath, ...words], { stdio: 'inherit' });
  } finally {
    execFileSync(NETWORK, ['down', PREFIX, join(base, 'network')], { stdio: 'ignore' });
    rmSync(base, { recursive: true, force: true });
  }
}

const [, , where, base] = process.argv;
if (where === 'inside' && base !== undefined) await inside(base);
else main();
