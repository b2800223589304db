import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** A platform and an appliance in namespaces of their own, on one link: routes are set in the one, and nothing else is touched. */
export interface CommandNetwork {
  /** The platform as the appliance reaches it. */
  readonly server: string;
  /** Starts a program in the appliance's place. */
  readonly through: readonly string[];
  /** `ip` in the appliance's place, and what it prints. */
  readonly ip: (...words: string[]) => string;
  /** Whether the kernel knows VLANs (802.1Q). */
  readonly knowsVlans: boolean;
  readonly tearDown: () => Promise<void>;
}

const PORT = 8080;

// Runs in the platform's namespace: files are the same everywhere, so a socket that is a file leads back to the test.
const FORWARD = `const net = require('node:net');
net.createServer((from) => {
  const to = net.connect(process.argv[1]);
  from.pipe(to).pipe(from);
  for (const one of [from, to]) one.on('error', () => { from.destroy(); to.destroy(); });
}).listen(${PORT}, '10.88.0.1', () => console.log('ready'));`;

const ip = (...words: string[]): string => execFileSync('ip', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const tries = (...words: string[]): boolean => {
  try {
    ip(...words);
    return true;
  } catch {
    return false;
  }
};

/** Why there can be no such network here; undefined when there can. */
export const whyNoCommandNetwork = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const probe = `wbcp${process.pid % 100_000}`;
  if (!tries('netns', 'add', probe)) return 'this machine does not allow network namespaces';
  ip('netns', 'del', probe);
  return undefined;
};

/** `platformPort`: where the platform of the test listens, on loopback. `prefix`: at most 8 characters. */
export const makeCommandNetwork = async (prefix: string, folder: string, platformPort: number): Promise<CommandNetwork> => {
  const [platform, appliance] = [`${prefix}p`, `${prefix}a`];
  for (const name of [platform, appliance]) {
    tries('netns', 'del', name);
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  ip('-n', platform, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', appliance);
  ip('-n', platform, 'addr', 'add', '10.88.0.1/24', 'dev', 'eth0');
  ip('-n', appliance, 'addr', 'add', '10.88.0.2/24', 'dev', 'eth0');
  for (const name of [platform, appliance]) ip('-n', name, 'link', 'set', 'eth0', 'up');
  const knowsVlans = tries('-n', platform, 'link', 'add', 'link', 'eth0', 'name', 'probe', 'type', 'vlan', 'id', '7');
  if (knowsVlans) ip('-n', platform, 'link', 'del', 'probe');

  const socket = join(folder, `${prefix}.sock`);
  const bridge = createServer((from) => {
    const to = connect(platformPort, '127.0.0.1');
    from.pipe(to).pipe(from);
    for (const one of [from, to]) {
      one.on('error', () => undefined);
      one.on('close', () => [from, to].map((each) => each.destroy()));
    }
  }).listen(socket);
  const forward: ChildProcess = spawn('nsenter', [`--net=/run/netns/${platform}`, process.execPath, '-e', FORWARD, socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (forward.stdout) await once(forward.stdout, 'data');
  return {
    server: `http://10.88.0.1:${PORT}`,
    through: ['nsenter', `--net=/run/netns/${appliance}`],
    ip: (...words) => ip('-n', appliance, ...words),
    knowsVlans,
    tearDown: async () => {
      forward.kill('SIGKILL');
      await once(forward, 'close');
      bridge.close();
      for (const name of [platform, appliance]) ip('netns', 'del', name);
    },
  };
};
