import type { ByteSink } from '../../tar/tar-reader.ts';
import type { FileFacts } from '../file-facts.ts';
import { BUILD_INFO_MARK, parseBuildInfo } from './parse-build-info.ts';

const ELF = 0x7f454c46;
/** The modules of the largest programs take some 100 KiB. */
const MOST_BYTES = 1024 * 1024;
/** The linker aligns the information; the mark also stands, mostly elsewhere, as a text in programs that look for it. */
const ALIGNMENT = 16;

type State = 'start' | 'seek' | 'gather' | 'done';

/** Looks for Go's build information in a program that passes by; keeps nothing but that. */
export const goBinary = (take: (facts: FileFacts) => void): ByteSink => {
  let state: State = 'start';
  /** Of the program, without what is kept. */
  let passed = 0;
  let kept: Buffer = Buffer.alloc(0);

  const gather = (bytes: Buffer): State => {
    const facts = parseBuildInfo(bytes);
    if (typeof facts === 'object') take(facts);
    return typeof facts === 'object' ? 'done' : facts === 'none' || bytes.length > MOST_BYTES ? 'seek' : 'gather';
  };

  const seek = (bytes: Buffer): void => {
    for (let found = bytes.indexOf(BUILD_INFO_MARK); found !== -1; found = bytes.indexOf(BUILD_INFO_MARK, found + 1)) {
      if ((passed + found) % ALIGNMENT !== 0) continue;
      state = gather(bytes.subarray(found));
      if (state !== 'seek') {
        keep(bytes, found);
        return;
      }
    }
    keep(bytes, Math.max(0, bytes.length - BUILD_INFO_MARK.length + 1));
  };

  const keep = (bytes: Buffer, from: number): void => {
    kept = bytes.subarray(from);
    passed += from;
  };

  const write = (chunk: Buffer): undefined => {
    if (state === 'start') state = chunk.length >= 4 && chunk.readUInt32BE(0) === ELF ? 'seek' : 'done';
    if (state === 'done') return;
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    if (state === 'gather') {
      kept = bytes;
      state = gather(bytes);
    }
    if (state === 'seek') seek(bytes);
  };
  return { write, end: () => undefined };
};
