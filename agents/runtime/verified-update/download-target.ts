import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readBody } from './read-body.ts';
import type { TrustedTarget } from './trusted-metadata.ts';

export interface TargetPlace {
  /** Where it is downloaded to; what an interrupted download left goes on. */
  readonly folder: string;
  /** Address under which the targets lie, without a slash at the end. */
  readonly url: string;
  readonly signal?: AbortSignal;
  /** A server that sends nothing for `silenceMs`, or is not through after `totalMs`, is given up until the next try. */
  readonly limits?: { readonly silenceMs: number; readonly totalMs: number };
}

/** What arrived is not what the signed metadata speaks of. */
export class WrongContent extends Error {
  override readonly name = 'WrongContent';
}

const LIMITS = { silenceMs: 30_000, totalMs: 15 * 60_000 };

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** Asks for the bytes that are missing, and appends them. */
const fetchRest = async (target: TrustedTarget, part: string, { url, signal, limits = LIMITS }: TargetPlace): Promise<void> => {
  let size = await sizeOf(part);
  if (size > target.length) {
    await rm(part, { force: true });
    size = 0;
  }
  if (size === target.length) return;
  const file = await open(part, 'a', 0o600);
  try {
    const asked = {
      url: `${url}/${target.sha256}.${target.path}`,
      ...limits,
      ...(signal ? { signal } : {}),
    };
    const headers: Record<string, string> = size === 0 ? {} : { range: `bytes=${size}-`, 'if-range': `"${target.sha256}"` };
    const resumedAt = size;
    let started = false;
    await readBody({ ...asked, headers }, async (chunk, { status, headers: head }) => {
      if (!started) {
        started = true;
        // A server that sends the whole, or another range than the one asked for: begin anew.
        const continues = status === 206 && head['content-range']?.startsWith(`bytes ${resumedAt}-`) === true;
        if (resumedAt > 0 && !continues) {
          await file.truncate(0);
          size = 0;
        }
      }
      size += chunk.length;
      if (size > target.length) throw new WrongContent(`"${target.path}" is longer than its ${target.length} bytes.`);
      await file.write(chunk);
    });
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Downloads a target, or goes on with it, and gives its path once it is whole and has its digest. */
export const downloadTarget = async (target: TrustedTarget, place: TargetPlace): Promise<string> => {
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  const part = join(place.folder, `${target.sha256}.part`);
  try {
    await fetchRest(target, part, place);
    const size = await sizeOf(part);
    if (size < target.length) throw new Error(`"${target.path}" was cut off after ${size} of ${target.length} bytes.`);
    if ((await digestOf(part)) !== target.sha256) throw new WrongContent(`"${target.path}" is not what was signed: its digest is another.`);
    return part;
  } catch (error) {
    // Wrong bytes are of no use to the next try; missing ones are fetched by it.
    if (error instanceof WrongContent) await rm(part, { force: true });
    throw error;
  }
};
