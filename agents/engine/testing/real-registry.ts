import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

const PROGRAM = '/usr/bin/docker-registry';

/** Why no registry can be started here; undefined: one can. */
export const whyNoRegistry = (): string | undefined =>
  existsSync(PROGRAM) ? undefined : 'docker-registry is not installed (Debian: apt-get install docker-registry)';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A real registry on the loopback, which every Docker engine may use without TLS. `host`: how references name it. */
export const startRealRegistry = async () => {
  const folder = await mkdtemp('/tmp/wbr-');
  const port = await freePort();
  const config = join(folder, 'config.yml');
  const lines = ['version: 0.1', 'storage:', '  filesystem:', `    rootdirectory: ${folder}`, 'http:', `  addr: 127.0.0.1:${port}`, ''];
  await writeFile(config, lines.join('\n'));
  const child = spawn(PROGRAM, ['serve', config], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await isReady()); tries += 1) {
    if (tries > 600 || child.exitCode !== null) throw new Error('The registry did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    host: `127.0.0.1:${port}`,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
