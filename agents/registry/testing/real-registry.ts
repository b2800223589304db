import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageParts } from './image-parts.ts';

const PROGRAM = '/usr/bin/docker-registry';

/** Why none can be started here; undefined: one can. */
export const whyNoRegistry = (): string | undefined =>
  existsSync(PROGRAM) ? undefined : 'docker-registry is not installed (Debian: apt-get install docker-registry)';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const untilAnswers = async (url: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`The registry ended with ${child.exitCode}.`);
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The registry did not answer within 30 s.');
};

const requireOk = async (answer: Response): Promise<Response> => {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer;
};

/** Debian's docker-registry on loopback with a folder of its own. */
export const startRealRegistry = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const configuration = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: folder } },
    http: { addr: host },
  };
  // Every JSON document is YAML.
  await writeFile(join(folder, 'registry.yml'), JSON.stringify(configuration));
  const child = spawn(PROGRAM, ['serve', join(folder, 'registry.yml')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await untilAnswers(`http://${host}/v2/`, child);
  const repository = (name: string) => `http://${host}/v2/${name}`;
  return {
    host,
    /** As engines push: every part, then the manifest. */
    push: async (name: string, tag: string, { blobs, manifest, mediaType }: ImageParts): Promise<void> => {
      for (const [digest, bytes] of blobs) {
        const { headers } = await requireOk(await fetch(`${repository(name)}/blobs/uploads/`, { method: 'POST' }));
        const place = new URL(headers.get('location') ?? '', `http://${host}`);
        place.searchParams.set('digest', digest);
        const body = new Uint8Array(bytes);
        await requireOk(await fetch(place, { method: 'PUT', body, headers: { 'content-type': 'application/octet-stream' } }));
      }
      const document = { method: 'PUT', body: new Uint8Array(manifest), headers: { 'content-type': mediaType } };
      await requireOk(await fetch(`${repository(name)}/manifests/${tag}`, document));
    },
    close: async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
