import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'wbrt';
const name = (place: string): string => `${PREFIX}${place}`;

/**
 * Two networks joined by a router, with a place for an appliance in each, and a third network behind a gateway that nobody
 * has a route to:
 *
 *   core (server, browser, appliance) 10.81.1.10 ── router ── 10.81.2.10 branch (appliance)
 *                                                              │
 *                                            10.81.2.254 gateway 10.81.3.1 ── 10.81.3.20 shop (HTTP on 80)
 *
 * All in namespaces: the machine's own network gets no interface, and no packet leaves.
 */
export interface RoutedNetwork {
  readonly coreAddress: string;
  /** Words that start a program there. */
  readonly inCore: readonly string[];
  readonly inBranch: readonly string[];
  readonly coreNamespace: string;
  /** `ip -j` in the branch. */
  readonly branchIp: (...words: string[]) => unknown;
  readonly knowsVlans: boolean;
  /** A program that starts the browser beside the server. */
  readonly browserProgram: (chromium: string) => string;
  readonly tearDown: () => void;
}

const run = (command: string, ...words: string[]): string =>
  execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const ip = (...words: string[]): string => run('ip', ...words);
const tries = (action: () => unknown): boolean => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};

const PLACES = ['core', 'router', 'branch', 'gateway', 'shop', 'switch'];
const within = (place: string): string[] => ['nsenter', `--net=/run/netns/${name(place)}`];
const inPlace = (place: string, ...words: string[]): string => {
  const [command = '', ...rest] = [...within(place), ...words];
  return run(command, ...rest);
};

/** A cable from one place to another; both ends get their address. */
function join2(one: string, other: string, ends: readonly [device: string, address: string, device: string, address: string]): void {
  const [device, address, otherDevice, otherAddress] = ends;
  ip('-n', name(one), 'link', 'add', device, 'type', 'veth', 'peer', 'name', otherDevice, 'netns', name(other));
  for (const [place, end, of] of [
    [one, device, address],
    [other, otherDevice, otherAddress],
  ] as const) {
    if (of !== '') ip('-n', name(place), 'addr', 'add', of, 'dev', end);
    ip('-n', name(place), 'link', 'set', end, 'up');
  }
}

function plug(place: string, address: string): void {
  join2('switch', place, [`v${place}`, '', place === 'router' ? 'eth1' : 'eth0', address]);
  ip('-n', name('switch'), 'link', 'set', `v${place}`, 'master', 'br0');
}

const route = (place: string, to: string, via: string): string => ip('-n', name(place), 'route', 'add', to, 'via', via);

function makeLinks(): void {
  for (const place of PLACES) {
    ip('netns', 'add', name(place));
    ip('-n', name(place), 'link', 'set', 'lo', 'up');
  }
  ip('-n', name('switch'), 'link', 'add', 'br0', 'type', 'bridge');
  ip('-n', name('switch'), 'link', 'set', 'br0', 'up');
  join2('core', 'router', ['eth0', '10.81.1.10/24', 'eth0', '10.81.1.1/24']);
  plug('router', '10.81.2.1/24');
  plug('branch', '10.81.2.10/24');
  plug('gateway', '10.81.2.254/24');
  join2('gateway', 'shop', ['eth1', '10.81.3.1/24', 'eth0', '10.81.3.20/24']);
  for (const place of ['router', 'gateway']) inPlace(place, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  route('core', '10.81.2.0/24', '10.81.1.1');
  route('branch', 'default', '10.81.2.1');
  route('shop', '10.81.2.0/24', '10.81.3.1');
}

const SHOP = `require('node:http').createServer((_, answer) => answer.end('<title>Shop</title>')).listen(80, '10.81.3.20')`;

const remove = (): void => {
  for (const place of PLACES) tries(() => ip('netns', 'del', name(place)));
};

export function makeRoutedNetwork(): RoutedNetwork {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}-`));
  remove();
  makeLinks();
  const [command = '', ...words] = [...within('shop'), process.execPath, '-e', SHOP];
  const shop: ChildProcess = spawn(command, words, { stdio: 'ignore' });
  const probe = () => ip('-n', name('shop'), 'link', 'add', 'link', 'eth0', 'name', 'probe', 'type', 'vlan', 'id', '7');
  return {
    coreAddress: '10.81.1.10',
    inCore: within('core'),
    inBranch: within('branch'),
    coreNamespace: name('core'),
    branchIp: (...asked) => JSON.parse(ip('-n', name('branch'), '-j', ...asked).trim() || '[]'),
    knowsVlans: tries(probe),
    browserProgram: (chromium) => {
      const program = join(folder, 'browser');
      writeFileSync(program, `#!/bin/sh\nexec ${within('core').join(' ')} ${chromium} "$@"\n`);
      chmodSync(program, 0o755);
      return program;
    },
    tearDown: () => {
      shop.kill('SIGKILL');
      remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
