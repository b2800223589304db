import { Refusal } from '../not-scannable.ts';
import { entryPath } from './entry-path.ts';
import { readPaxRecords } from './pax-records.ts';
import { BLOCK, type EntryKind, hasBody, isZeroBlock, kindOf, readTarHeader, type TarHeader } from './tar-header.ts';

export interface TarEntry {
  /** Without a leading or closing slash; `''` is the root. Never climbs. */
  readonly path: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly mode: number;
  /** Where a link leads, as it is written there. */
  readonly linkPath: string;
}

/** Takes bytes as they come. A promise asks to wait before more are given. Chunks may be kept: nobody writes into them again. */
export interface ByteSink {
  readonly write: (chunk: Buffer) => undefined | Promise<void>;
  readonly end: () => undefined | Promise<void>;
}

export interface TarOptions {
  /** Who takes the content of the entry; `undefined` skips it, without copying. */
  readonly onEntry: (entry: TarEntry) => ByteSink | undefined;
  /** Bytes of one path. */
  readonly pathBytes: number;
}

/** Content of an extended header is kept; everything of it beside two paths and a size is small. */
const EXTENSION_BYTES = 1024 * 1024;

const LONG_NAME = 0x4c; // L, GNU
const LONG_LINK = 0x4b; // K, GNU
const PAX = 0x78; // x
const PAX_GLOBAL = 0x67; // g

interface Extensions {
  path?: string;
  linkPath?: string;
  size?: number;
}

/**
 * Reads a tar archive from chunks of any length. Synchronous wherever the sinks are: skipped content costs an addition.
 * Throws `Refusal`. After the end of the archive it takes, and ignores, whatever follows.
 */
export class TarReader implements ByteSink {
  readonly #options: TarOptions;
  /** The start of a header whose rest is in the next chunk. */
  #header: Buffer = Buffer.alloc(0);
  #sink: ByteSink | undefined;
  /** Bytes of content that are to come. */
  #left = 0;
  #padding = 0;
  #inEntry = false;
  /** What the end of an entry without content asked to wait for. */
  #waiting: undefined | Promise<void>;
  #ended = false;
  #next: Extensions = {};

  constructor(options: TarOptions) {
    this.#options = options;
  }

  /** Whether the mark of the end was seen. */
  get isEnded(): boolean {
    return this.#ended;
  }

  write(chunk: Buffer): undefined | Promise<void> {
    return this.#consume(chunk, 0);
  }

  end(): undefined {
    if (this.#inEntry || this.#padding > 0 || this.#header.length > 0)
      throw new Refusal('truncated', 'The archive is cut off: it ends in the middle of a file.');
  }

  #consume(chunk: Buffer, from: number): undefined | Promise<void> {
    let at = from;
    while (at < chunk.length && !this.#ended) {
      if (this.#inEntry) {
        const part = Math.min(this.#left, chunk.length - at);
        const waiting = this.#content(chunk, at, part);
        at += part;
        if (waiting) return waiting.then(() => this.#consume(chunk, at));
      } else if (this.#padding > 0) {
        const part = Math.min(this.#padding, chunk.length - at);
        this.#padding -= part;
        at += part;
      } else {
        at += this.#headerFrom(chunk, at);
        const waiting = this.#waiting;
        this.#waiting = undefined;
        if (waiting) return waiting.then(() => this.#consume(chunk, at));
      }
    }
    return undefined;
  }

  #content(chunk: Buffer, at: number, part: number): undefined | Promise<void> {
    const waiting = this.#sink && part > 0 ? this.#sink.write(chunk.subarray(at, at + part)) : undefined;
    this.#left -= part;
    if (this.#left > 0) return waiting;
    return waiting ? waiting.then(() => this.#finishEntry()) : this.#finishEntry();
  }

  #finishEntry(): undefined | Promise<void> {
    const sink = this.#sink;
    this.#inEntry = false;
    this.#sink = undefined;
    return sink?.end();
  }

  /** Takes what a header still lacks; gives how much that was. */
  #headerFrom(chunk: Buffer, at: number): number {
    const taken = Math.min(BLOCK - this.#header.length, chunk.length - at);
    const part = chunk.subarray(at, at + taken);
    const block = this.#header.length === 0 ? part : Buffer.concat([this.#header, part]);
    if (block.length < BLOCK) {
      this.#header = Buffer.from(block);
      return taken;
    }
    this.#header = Buffer.alloc(0);
    if (block[0] === 0 && isZeroBlock(block)) this.#ended = true;
    else this.#begin(readTarHeader(block));
    return taken;
  }

  #begin(header: TarHeader): void {
    const size = hasBody(header.flag) ? header.size : 0;
    if (header.flag === LONG_NAME || header.flag === LONG_LINK || header.flag === PAX || header.flag === PAX_GLOBAL)
      this.#open(size, this.#extension(header.flag, size));
    else this.#beginEntry(header);
  }

  #beginEntry(header: TarHeader): void {
    const { path: rawPath = header.path, linkPath = header.linkPath, size: told = header.size } = this.#next;
    this.#next = {};
    if (rawPath.length > this.#options.pathBytes || linkPath.length > this.#options.pathBytes)
      throw new Refusal('too-large', `The archive holds a path of more than ${this.#options.pathBytes} bytes.`);
    const size = hasBody(header.flag) ? told : 0;
    const path = entryPath(rawPath);
    const kind = kindOf({ flag: header.flag, path: rawPath });
    this.#open(size, this.#options.onEntry({ path, kind, size, mode: header.mode, linkPath }));
  }

  #open(size: number, sink: ByteSink | undefined): void {
    this.#left = size;
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    this.#inEntry = true;
    this.#sink = sink;
    if (size === 0) this.#waiting = this.#finishEntry();
  }

  #extension(flag: number, size: number): ByteSink {
    if (size > EXTENSION_BYTES) throw new Refusal('too-large', 'The archive holds an extended header of more than 1 MiB.');
    return collect((bytes) => this.#extend(flag, bytes));
  }

  #extend(flag: number, bytes: Buffer): void {
    if (flag === PAX_GLOBAL) return;
    if (flag === PAX) {
      const { path, linkpath, size, sparseName } = readPaxRecords(bytes);
      const name = sparseName ?? path;
      if (name !== undefined) this.#next.path = name;
      if (linkpath !== undefined) this.#next.linkPath = linkpath;
      if (size !== undefined) this.#next.size = size;
      return;
    }
    const zero = bytes.indexOf(0);
    const text = bytes.toString('utf8', 0, zero === -1 ? bytes.length : zero);
    if (flag === LONG_NAME) this.#next.path = text;
    else this.#next.linkPath = text;
  }
}

/** Gathers content and hands it over whole; one chunk is not copied. */
export const collect = (take: (bytes: Buffer) => void): ByteSink => {
  const chunks: Buffer[] = [];
  return {
    write: (chunk) => {
      chunks.push(chunk);
      return undefined;
    },
    end: () => {
      take(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
      return undefined;
    },
  };
};
