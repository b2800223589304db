import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { Budget } from '../budget.ts';
import { compressionOf } from '../layers/decompress.ts';
import { Refusal } from '../not-scannable.ts';
import type { ByteSink } from '../tar/tar-reader.ts';

/** Bytes in order: a `Readable`, the body of a fetch, a generator. It is ended early (`return`) when reading stops. */
export type ByteSource = AsyncIterable<Uint8Array>;

const READ_BYTES = 1024 * 1024;

/** A file as a source; that it cannot be opened is told when it is read. */
export const fileSource = (path: string, flags: string | number = 'r'): ByteSource =>
  createReadStream(path, { flags: flags as string, highWaterMark: READ_BYTES });

const toBuffer = (chunk: Uint8Array): Buffer =>
  Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

const sourceProblem = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ELOOP')
    return new Refusal('not-an-image', `The image cannot be opened: ${message}.`, error);
  if (code === 'Z_DATA_ERROR') return new Refusal('damaged', 'The compressed image is damaged: it does not unpack.', error);
  return new Refusal('truncated', `The image could not be read to its end: ${message}.`, error);
};

/** Gives everything of a source to a sink. Stops at the budget's signal, also while a source keeps silent. */
export const pour = async (source: ByteSource, sink: ByteSink, budget: Budget): Promise<void> => {
  const chunks = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await budget.unlessStopped(chunks.next()).catch((error: unknown) => Promise.reject(sourceProblem(error)));
      if (next.done) break;
      budget.spend('archiveBytes', next.value.length);
      const waiting = sink.write(toBuffer(next.value));
      if (waiting) await waiting;
    }
    await sink.end();
  } finally {
    // Not waited for: a source that hangs would hold up who stopped it.
    void Promise.resolve(chunks.return?.()).catch(() => {});
  }
};

async function* unzstd(source: ByteSource): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const stream = new Decompress((chunk) => ready.push(chunk));
  for await (const chunk of source) {
    stream.push(chunk);
    yield* ready;
    ready = [];
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
}

async function* gunzip(source: ByteSource): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: READ_BYTES });
  const feeding = (async () => {
    for await (const chunk of source) if (!stream.write(chunk)) await new Promise((resolve) => stream.once('drain', resolve));
    stream.end();
  })();
  feeding.catch((error: Error) => stream.destroy(error));
  try {
    yield* stream;
  } finally {
    stream.destroy();
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** The source unpacked, where the whole of it is compressed (`docker save | gzip`). */
export async function* unpackedSource(source: ByteSource): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const whole = startingWith(first.value, chunks);
  const compression = compressionOf(toBuffer(first.value));
  yield* compression === 'gzip' ? gunzip(whole) : compression === 'zstd' ? unzstd(whole) : whole;
}
