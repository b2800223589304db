import { execFile } from 'node:child_process';
import type { Engine } from '../engine.ts';
import { nmapEngine } from './nmap-engine.ts';

const VERSION = /^Nmap version (\d[\w.]*)/m;

/** Asks the installed nmap for its version; `undefined` when there is none. */
export const findNmap = (command = 'nmap'): Promise<Engine | undefined> =>
  new Promise((resolve) => {
    execFile(command, ['--version'], { timeout: 10_000, maxBuffer: 64 * 1024 }, (error, stdout) => {
      const version = error ? undefined : VERSION.exec(stdout)?.[1];
      resolve(version === undefined ? undefined : nmapEngine(command, version));
    });
  });
