import { spawn } from 'node:child_process';
import { hostCutter } from './host-cutter.ts';

/** Room for 65,535 open ports with a product each; a host that makes nmap write more is left out and told as failed. */
const MAX_HOST_CHARS = 32 * 1024 * 1024;
const MAX_STDERR = 8 * 1024;
/** nmap writes what it has and ends on SIGINT; if it does not, it is killed after this time. */
const KILL_AFTER_MS = 3000;

/**
 * One nmap process. `onHost` gets each `<host>` element as soon as nmap has printed it. Resolves when nmap ended by
 * itself or because of `stop`; rejects when it could not run or ended with an error.
 */
export const runNmap = (command: string, args: readonly string[], onHost: (element: string) => void, stop: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (stop.aborted) return resolve();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    const cutter = hostCutter(MAX_HOST_CHARS);
    let stderr = '';
    let killer: NodeJS.Timeout | undefined;
    const interrupt = () => {
      child.kill('SIGINT');
      killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    };
    const release = () => {
      clearTimeout(killer);
      stop.removeEventListener('abort', interrupt);
    };
    stop.addEventListener('abort', interrupt, { once: true });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      for (const element of cutter.push(chunk)) onHost(element);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-MAX_STDERR);
    });
    child.on('error', (error) => {
      release();
      reject(new Error(`nmap could not be started: ${error.message}`, { cause: error }));
    });
    child.on('close', (code, signal) => {
      release();
      if (code === 0 || stop.aborted) resolve();
      else reject(new Error(`nmap ended with ${signal ?? `exit code ${code}`}. ${stderr.trim().slice(-300)}`.trim()));
    });
  });
