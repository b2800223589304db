import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The account that PostgreSQL runs under. PostgreSQL refuses to run as root. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

function find(): SystemUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${NAME}:`));
  if (line === undefined) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The user for the database where we are root: the system's `postgres`, made if it is missing. Otherwise undefined: our own. */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = find();
  if (known !== undefined) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME], { stdio: 'pipe' });
  } catch (cause) {
    throw new Error('PostgreSQL does not run as root and its user could not be created; run: useradd --system --user-group postgres', {
      cause,
    });
  }
  const made = find();
  if (made === undefined)
    throw new Error('the user "postgres" was created but is not in /etc/passwd; run Watchbill as an ordinary user instead');
  return made;
}
