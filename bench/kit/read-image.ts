import { createHash } from 'node:crypto';
import { readArchive } from '../../agents/inventory/read-archive.ts';
import { tarHeader, tarOf } from '../../agents/inventory/testing/tar-of.ts';

/*
 * Reads one image in a process of its own, so that its memory is its alone: an archive by its path, or one that is made while it is read
 * (`files:COUNT:BYTES`). Prints what it took.
 */

/** What a reading took. */
export interface ImageRead {
  readonly outcome: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The most that was resident, and what of it was there before. */
  readonly mib: number;
  readonly mibBefore: number;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A `docker save` archive of one layer with `count` files of `bytes` (a multiple of 512) each, never whole in memory. */
async function* madeArchive(count: number, bytes: number): AsyncGenerator<Buffer> {
  const content = Buffer.alloc(bytes, 'watchbill ');
  const headers = Array.from({ length: 64 }, (_, at) => tarHeader({ path: `srv/data/folder-${at}/file` }, bytes));
  const end = Buffer.alloc(1024);
  const hash = createHash('sha256');
  yield tarHeader({ path: 'layer.tar' }, count * (512 + bytes) + end.length);
  for (let at = 0; at < count; at++) {
    const piece = Buffer.concat([headers[at % headers.length]!, content]);
    hash.update(piece);
    yield piece;
  }
  yield end;
  const diffIds = [`sha256:${hash.update(end).digest('hex')}`];
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: diffIds } }));
  const manifest = JSON.stringify([{ Config: `${sha256(config)}.json`, RepoTags: ['made:1'], Layers: ['layer.tar'] }]);
  yield tarOf([
    { path: `${sha256(config)}.json`, content: config },
    { path: 'manifest.json', content: manifest },
  ]);
}

const mib = (bytes: number): number => bytes / 1024 ** 2;

async function main(what: string): Promise<void> {
  const [, count, bytes] = /^files:(\d+):(\d+)$/.exec(what) ?? [];
  const source = count === undefined ? what : madeArchive(Number(count), Number(bytes));
  const mibBefore = mib(process.memoryUsage.rss());
  const started = performance.now();
  const before = process.cpuUsage();
  const read = await readArchive(source);
  const { user, system } = process.cpuUsage(before);
  const outcome = read.ok ? `${read.value[0]!.packages.length} packages` : `refused: ${read.error.reason}`;
  const took: ImageRead = {
    ...{ outcome, wallMs: performance.now() - started, cpuMs: (user + system) / 1000 },
    ...{ mib: mib(process.resourceUsage().maxRSS * 1024), mibBefore },
  };
  process.stdout.write(JSON.stringify(took));
}

const [what] = process.argv.slice(2);
if (what !== undefined) await main(what);
