import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** Programs that the tests drive, and the Debian package of each. */
const PROGRAMS = {
  chromium: 'chromium',
  nmap: 'nmap',
  ip: 'iproute2',
  nginx: 'nginx-light',
  sshd: 'openssh-server',
  'redis-server': 'redis-server',
  openssl: 'openssl',
  rpm: 'rpm',
  dockerd: 'docker.io',
  'docker-registry': 'docker-registry',
  busybox: 'busybox-static',
};

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin'];

export function isInstalled(program) {
  return FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** As root on Debian: installs the programs that are missing. Elsewhere: says what will be skipped for want of it. */
export async function installPrograms() {
  const missing = Object.keys(PROGRAMS).filter((program) => !isInstalled(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => PROGRAMS[program]);
  if (process.getuid?.() === 0 && isInstalled('apt-get')) {
    say(`installing ${packages.join(', ')}`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  }
  const absent = missing.filter((program) => !isInstalled(program));
  if (absent.length > 0)
    say(
      `not installed: ${absent.join(', ')}; tests that need them say so. As root: apt-get install ${absent.map((name) => PROGRAMS[name]).join(' ')}`,
    );
}
