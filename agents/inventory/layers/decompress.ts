import { once } from 'node:events';
import { createGunzip, type ZlibOptions } from 'node:zlib';
import { Decompress } from 'fzstd';
import { Refusal } from '../not-scannable.ts';
import type { ByteSink } from '../tar/tar-reader.ts';

export type Compression = 'gzip' | 'zstd';

/** What bytes begin with decides, never a name or a media type: registries serve both under the wrong one. */
export const compressionOf = (bytes: Buffer): Compression | undefined => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  // RFC 8878: a frame, or one that is skipped.
  const magic = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0;
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50 ? 'zstd' : undefined;
};

/** Takes unpacked bytes at once, without waiting. What it throws comes out of `write` or `end`. */
export type Unpacked = (chunk: Buffer) => void;

const OUTPUT_BYTES = 256 * 1024;
/** As much may wait for the thread that unpacks: it works on it while the last output is read here. */
const QUEUE_BYTES = 1024 * 1024;
const GUNZIP: ZlibOptions & { writableHighWaterMark: number } = { chunkSize: OUTPUT_BYTES, writableHighWaterMark: QUEUE_BYTES };

const gzipProblem = (error: NodeJS.ErrnoException): Refusal =>
  error.code === 'Z_BUF_ERROR'
    ? new Refusal('truncated', 'A compressed layer is cut off.', error)
    : new Refusal('damaged', 'A compressed layer is damaged: it does not unpack.', error);

const gunzipTo = (unpacked: Unpacked): ByteSink => {
  const gunzip = createGunzip(GUNZIP);
  const failed = new Promise<never>((_, reject) => {
    gunzip.on('error', (error) => reject(error instanceof Refusal ? error : gzipProblem(error)));
    // Thrown here it would end the process; it goes to whoever writes.
    gunzip.on('data', (chunk: Buffer) => {
      try {
        unpacked(chunk);
      } catch (error) {
        reject(error);
        gunzip.destroy();
      }
    });
  });
  failed.catch(() => {});
  return {
    write: (chunk) => (gunzip.write(chunk) && !gunzip.destroyed ? undefined : Promise.race([failed, once(gunzip, 'drain').then(() => {})])),
    end: () => {
      const ended = once(gunzip, 'end').then(() => {});
      ended.catch(() => {});
      gunzip.end();
      return Promise.race([failed, ended]);
    },
  };
};

/** A block of zstd unpacks to at most 128 KiB: a small piece of input cannot become much at once. */
const PIECE_BYTES = 64 * 1024;

const unzstdTo = (unpacked: Unpacked): ByteSink => {
  const stream = new Decompress((chunk) => {
    if (chunk.length > 0) unpacked(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  });
  const push = (piece: Uint8Array, isLast: boolean): void => {
    try {
      stream.push(piece, isLast);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const isCut = isLast && error instanceof Error && error.message.includes('EOF');
      throw new Refusal(
        isCut ? 'truncated' : 'damaged',
        `A compressed layer is ${isCut ? 'cut off' : 'damaged: it does not unpack'}.`,
        error,
      );
    }
  };
  return {
    write: (chunk) => {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) push(chunk.subarray(at, at + PIECE_BYTES), false);
      return undefined;
    },
    end: () => {
      push(new Uint8Array(0), true);
      return undefined;
    },
  };
};

export const decompressTo = (compression: Compression, unpacked: Unpacked): ByteSink =>
  compression === 'gzip' ? gunzipTo(unpacked) : unzstdTo(unpacked);
