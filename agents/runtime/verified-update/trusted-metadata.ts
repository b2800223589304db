import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { isMissing, writeAtomically } from '../atomic-file.ts';
import { BadStatus, readBody } from './read-body.ts';

/** A file of the repository that the signed metadata speaks of. */
export interface TrustedTarget {
  readonly path: string;
  readonly length: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface MetadataPlace {
  /** Where the trusted metadata is kept. */
  readonly folder: string;
  /** Address under which it lies, without a slash at the end. */
  readonly url: string;
  readonly signal?: AbortSignal;
}

/** The metadata was refused. The sentence says why. */
export class Untrusted extends Error {
  override readonly name = 'Untrusted';
}

const FILES = ['root', 'targets', 'snapshot', 'timestamp'] as const;
const SILENCE_MS = 20_000;
const TOTAL_MS = 60_000;

/** In place of the library's own: bounded in time and size, without files between, and nothing is tried twice in a row. */
const createFetcher = (signal: AbortSignal | undefined) => ({
  downloadFile: () => Promise.reject(new Error('Targets are not downloaded here.')),
  downloadBytes: async (url: string, maxLength: number): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    let size = 0;
    const asked = { url, silenceMs: SILENCE_MS, totalMs: TOTAL_MS, ...(signal ? { signal } : {}) };
    try {
      await readBody(asked, async (chunk) => {
        size += chunk.length;
        if (size > maxLength) throw new Untrusted(`Metadata is longer than ${maxLength} bytes.`);
        chunks.push(chunk);
      });
    } catch (error) {
      // By this error the library knows that there is no newer root.
      if (error instanceof BadStatus) throw new DownloadHTTPError(error.message, error.status);
      throw error;
    }
    return Buffer.concat(chunks);
  },
});

/** The library writes over its files in place, which a loss of power leaves half-written: it works on copies. */
const copyIn = async (folder: string, work: string): Promise<void> => {
  for (const name of FILES) {
    const text = await readFile(join(folder, `${name}.json`)).catch((error) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (text) await writeFile(join(work, `${name}.json`), text);
  }
};

/** What is in the copies has been verified, also when a later step failed: a newer root is never forgotten. */
const copyBack = async (work: string, folder: string): Promise<void> => {
  for (const name of FILES) {
    const text = await readFile(join(work, `${name}.json`), 'utf8').catch(() => undefined);
    const before = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => undefined);
    if (text !== undefined && text !== before) await writeAtomically(join(folder, `${name}.json`), text);
  }
};

const TRUST_ERRORS = ['RepositoryError', 'BadVersionError', 'ExpiredMetadataError', 'RuntimeError', 'ValueError', 'SyntaxError'];

const toUntrusted = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const name = error.constructor.name;
  // Bundling renames classes; what is left is the text.
  const isTrust = TRUST_ERRORS.some((one) => name.includes(one)) || /signed by|expired|version|Unable to load|JSON/.test(error.message);
  return isTrust ? new Untrusted(`The metadata of the Distribution Server was refused: ${error.message}`, { cause: error }) : error;
};

/** Keeps the root that everything else is checked against. One that is there already stays: it is replaced only by a root that it signed. */
export const pinRoot = async (folder: string, root: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await hasRoot(folder))) await writeAtomically(join(folder, 'root.json'), root);
};

export const hasRoot = async (folder: string): Promise<boolean> =>
  (await readFile(join(folder, 'root.json')).catch(() => undefined)) !== undefined;

/** Refreshes and verifies the metadata (TUF specification §5). Gives what finds a target in it. */
export const refreshMetadata = async ({
  folder,
  url,
  signal,
}: MetadataPlace): Promise<(path: string) => Promise<TrustedTarget | undefined>> => {
  const work = await mkdtemp(join(folder, 'refresh-'));
  try {
    await copyIn(folder, work);
    const updater = new Updater({ metadataDir: work, metadataBaseUrl: url, fetcher: createFetcher(signal) });
    await updater.refresh();
    return async (path) => {
      const target = await updater.getTargetInfo(path);
      const sha256 = target?.hashes.sha256;
      return target && sha256 && /^[0-9a-f]{64}$/.test(sha256) ? { path, length: target.length, sha256 } : undefined;
    };
  } catch (error) {
    throw toUntrusted(error);
  } finally {
    await copyBack(work, folder);
    await rm(work, { recursive: true, force: true });
  }
};
