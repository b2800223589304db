import { spawn } from 'node:child_process';

/** Runs a program in the repository's folder; resolves to its exit code, 127 where it does not exist. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: quiet ? 'ignore' : 'inherit', env: { ...process.env, ...env } });
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(signal === null ? code : 1));
  });
}
