import { createHash } from 'node:crypto';
import type { Budget } from '../budget.ts';
import { Refusal } from '../not-scannable.ts';
import { BLOCK, looksLikeTar } from '../tar/tar-header.ts';
import type { ByteSink } from '../tar/tar-reader.ts';
import { compressionOf, decompressTo } from './decompress.ts';
import type { LayerContent } from './layer-content.ts';
import { LayerReader } from './layer-reader.ts';

/** What a stored file of an image turned out to be, by its content. `digest` is of the bytes as they are stored. */
export type Blob =
  | { readonly kind: 'layer'; readonly digest: string; readonly layer: LayerContent }
  | { readonly kind: 'document'; readonly digest: string; readonly bytes: Buffer }
  | { readonly kind: 'unknown'; readonly digest: string };

/** Manifests and configurations: registries allow 4 MiB. */
const DOCUMENT_BYTES = 8 * 1024 * 1024;

/** Only zeros, or nearly so, become this much; files of a few hundred megabytes of them do lie in honest images. */
const BOMB_RATIO = 250;

interface Content {
  readonly sink: ByteSink;
  readonly finish: (digest: string) => Blob;
  /** It is stored unpacked, so that the digest of the layer is that of the blob: hashing is most of what reading costs. */
  readonly isPlain?: true;
}

const documentContent = (budget: Budget): Content => {
  const chunks: Buffer[] = [];
  let size = 0;
  const write = (chunk: Buffer): undefined => {
    size += chunk.length;
    if (size > DOCUMENT_BYTES) throw new Refusal('too-large', 'A manifest or configuration of the image has more than 8 MiB.');
    budget.spend('documentBytes', chunk.length);
    chunks.push(chunk);
  };
  return { sink: { write, end: () => undefined }, finish: (digest) => ({ kind: 'document', digest, bytes: Buffer.concat(chunks) }) };
};

const plainLayer = (budget: Budget): Content => {
  const reader = new LayerReader(budget);
  const write = (chunk: Buffer): undefined => {
    reader.write(chunk);
  };
  const finish = (): Blob => {
    const layer = reader.end();
    return { kind: 'layer', digest: layer.diffId, layer };
  };
  return { sink: { write, end: () => undefined }, finish, isPlain: true };
};

const packedLayer = (budget: Budget, compression: 'gzip' | 'zstd'): Content => {
  const reader = new LayerReader(budget);
  let packed = 0;
  let unpacked = 0;
  const sink = decompressTo(compression, (chunk) => {
    unpacked += chunk.length;
    if (unpacked > budget.limits.suspectBytes && unpacked > packed * BOMB_RATIO)
      throw new Refusal(
        'decompression-bomb',
        `A layer unpacks to more than ${BOMB_RATIO} times its size: it is made to exhaust whoever reads it.`,
      );
    reader.write(chunk);
  });
  const write = (chunk: Buffer) => {
    packed += chunk.length;
    return sink.write(chunk);
  };
  return { sink: { write, end: sink.end }, finish: (digest) => ({ kind: 'layer', digest, layer: reader.end() }) };
};

const unknownContent = (): Content => ({
  sink: { write: () => undefined, end: () => undefined },
  finish: (digest) => ({ kind: 'unknown', digest }),
});

const contentOf = (start: Buffer, budget: Budget): Content => {
  const compression = compressionOf(start);
  if (compression) return packedLayer(budget, compression);
  if (looksLikeTar(start)) return plainLayer(budget);
  return /^\s*[{[]/.test(start.toString('latin1', 0, 64)) ? documentContent(budget) : unknownContent();
};

/** Reads one stored file of an image, whatever it is: layers as layers, what begins like JSON as a document. */
export class BlobReader implements ByteSink {
  readonly #budget: Budget;
  readonly #take: (blob: Blob) => void;
  readonly #hash = createHash('sha256');
  #start: Buffer = Buffer.alloc(0);
  #content: Content | undefined;

  constructor(budget: Budget, take: (blob: Blob) => void) {
    this.#budget = budget;
    this.#take = take;
  }

  write(chunk: Buffer): undefined | Promise<void> {
    this.#budget.checkStopped();
    if (this.#content) return this.#pass(this.#content, chunk);
    this.#start = this.#start.length === 0 ? chunk : Buffer.concat([this.#start, chunk]);
    return this.#start.length < BLOCK ? undefined : this.#begin();
  }

  end(): undefined | Promise<void> {
    if (this.#content) return this.#finish();
    const waiting = this.#begin();
    return waiting ? waiting.then(() => this.#finish()) : this.#finish();
  }

  #begin(): undefined | Promise<void> {
    this.#content = contentOf(this.#start, this.#budget);
    return this.#pass(this.#content, this.#start);
  }

  #pass({ sink, isPlain }: Content, chunk: Buffer): undefined | Promise<void> {
    if (!isPlain) this.#hash.update(chunk);
    return sink.write(chunk);
  }

  #finish(): undefined | Promise<void> {
    const { sink, finish } = this.#content!;
    const take = (): void => this.#take(finish(`sha256:${this.#hash.digest('hex')}`));
    const waiting = sink.end();
    if (waiting) return waiting.then(take);
    take();
    return undefined;
  }
}
