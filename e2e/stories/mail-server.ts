import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** A mail server as a process of its own: STARTTLS with a certificate of its own, and sign-in. */
export interface MailServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** PEM. */
  readonly certificate: string;
  /** Waits until there are so many mails since the last time, and gives them, by recipient. */
  readonly take: (count: number) => Promise<readonly Mail[]>;
  readonly stop: () => void;
}

export async function startMailServer(): Promise<MailServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bff/testing/mail-server.ts', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let mails: Mail[] = [];
  const ready = await new Promise<Omit<MailServer, 'take' | 'stop'>>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the mail server ended with code ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Mail & MailServer & { ready?: true };
      if (said.ready) resolve(said);
      else mails.push(said);
    });
  });
  return {
    ...ready,
    take: async (count) => {
      await expect.poll(() => mails.length).toBe(count);
      const taken = mails.sort((one, other) => (one.to[0]! < other.to[0]! ? -1 : 1));
      mails = [];
      return taken;
    },
    stop: () => void child.kill('SIGTERM'),
  };
}
