import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./make-network.sh', import.meta.url));
const PREFIX = 'wbe2e';

/** Four hosts with weak services in network namespaces, and a place among them from which to scan. */
export interface TestNetwork {
  readonly addresses: readonly string[];
  /** The namespace in which the server, its appliance and the browser run: no packet leaves it. */
  readonly namespace: string;
  /** What nmap, run by hand from the same place, says: `10.77.0.11 443 nginx`. Lines of address, port and product. */
  readonly nmapByHand: () => readonly { readonly address: string; readonly port: number; readonly product: string }[];
  /** A program that starts the browser inside the namespace. */
  readonly browserProgram: (chromium: string) => string;
  /** How many IP packets each host has received so far, in the order of the addresses. */
  readonly packets: () => readonly number[];
  readonly tearDown: () => void;
}

/** Why there can be no such network here; undefined when there can. */
export function whyNoNetwork(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    // Workers may ask at the same moment.
    const probe = `${PREFIX}probe${process.pid}`;
    execFileSync('ip', ['netns', 'add', probe], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'del', probe], { stdio: 'pipe' });
    for (const program of ['nginx', 'redis-server', 'nmap', 'nsenter'])
      execFileSync('/bin/sh', ['-c', `command -v ${program}`], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `a network of namespaces cannot be made here: ${(error as Error).message.split('\n')[0]}`;
  }
}

export function makeNetwork(): TestNetwork {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}-`));
  execFileSync(SCRIPT, ['up', PREFIX, folder, '4'], { stdio: 'pipe' });
  const namespace = `${PREFIX}scan`;
  const addresses = [1, 2, 3, 4].map((n) => `10.77.0.1${n}`);
  return {
    addresses,
    namespace,
    nmapByHand: () => nmap(namespace, addresses),
    browserProgram: (chromium) => {
      const program = join(folder, 'browser');
      writeFileSync(program, `#!/bin/sh\nexec nsenter --net=/run/netns/${namespace} ${chromium} "$@"\n`);
      chmodSync(program, 0o755);
      return program;
    },
    packets: () => addresses.map((_, n) => packetsReceived(`${PREFIX}h${n + 1}`)),
    tearDown: () => {
      execFileSync(SCRIPT, ['down', PREFIX, folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `Ip: InReceives` of a namespace: without ARP, which hosts exchange unasked. */
function packetsReceived(namespace: string): number {
  const snmp = execFileSync('nsenter', [`--net=/run/netns/${namespace}`, 'cat', '/proc/net/snmp'], { encoding: 'utf8' });
  const [names = [], values = []] = snmp
    .split('\n')
    .filter((line) => line.startsWith('Ip: '))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf('InReceives')]);
}

function nmap(namespace: string, addresses: readonly string[]) {
  const args = [
    `--net=/run/netns/${namespace}`,
    'nmap',
    '-sT',
    '-sV',
    '--version-light',
    '-n',
    '-T4',
    '-p',
    '22,80,443,6379,8080',
    '-oG',
    '-',
    ...addresses,
  ];
  const lines = execFileSync('nsenter', args, { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, address = '', ports = ''] = /^Host: (\S+) .*Ports: (.*?)(?:\t|$)/.exec(line) ?? [];
    return ports
      .split(', ')
      .map((entry) => entry.split('/'))
      .filter(([, state]) => state === 'open')
      .map(([port, , , , , , product = '']) => ({ address, port: Number(port), product: product.split(' ')[0] ?? '' }));
  });
}
