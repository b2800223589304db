import type { IncomingMessage } from 'node:http';
import type { Wait } from '../runtime/clock.ts';
import { authorize } from './authorize.ts';
import type { FindCredentials } from './credentials.ts';
import { DEFAULT_REGISTRY, describeReference, type ImageReference } from './reference.ts';
import { createRegistryHttp, type RegistryHttpParts, readBody } from './registry-http.ts';
import { RegistryProblem } from './registry-problem.ts';

export interface RegistryParts extends RegistryHttpParts {
  readonly findCredentials: FindCredentials;
  /** HTTP without TLS. */
  readonly isPlain: boolean;
}

/** A document of the registry with what its answer says of it. */
export interface FetchedDocument {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** `Docker-Content-Digest`. */
  readonly digest?: string;
}

/** One repository of one registry, asked as a client that pulls. Everything throws `RegistryProblem`. */
export interface RegistryClient {
  /** By tag or digest. */
  readonly manifest: (name: string) => Promise<FetchedDocument>;
  /** A small blob, whole. */
  readonly blob: (digest: string, most: number) => Promise<Buffer>;
  /** A large one as it comes; where the connection breaks, it goes on at that byte. */
  readonly stream: (digest: string, size: number) => AsyncGenerator<Buffer>;
}

/** Without them a registry answers with manifests of schema 1, which have other digests. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The distribution specification asks registries to take 4 MiB. */
const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;
const MOST_CUTS = 5;
const CUT_PAUSE_MS = 500;

/** Docker's default registry has its API elsewhere. */
const hostOf = (registry: string): string => (registry === DEFAULT_REGISTRY ? 'registry-1.docker.io' : registry);

const unexpected = (answer: IncomingMessage, url: URL): RegistryProblem => {
  answer.destroy();
  return new RegistryProblem('registry-unreachable', `${url.host} answers with status ${answer.statusCode}.`);
};

type Open = (path: string, headers?: Readonly<Record<string, string>>) => Promise<{ answer: IncomingMessage; url: URL }>;

const createOpen = (reference: ImageReference, parts: RegistryParts): Open => {
  const http = createRegistryHttp(parts);
  const credentials = () => parts.findCredentials(reference.registry);
  const base = `${parts.isPlain ? 'http' : 'https'}://${hostOf(reference.registry)}/v2/${reference.repository}`;
  let authorization: string | undefined;
  const denied = `${reference.registry} does not let you pull this image. Sign in with docker login ${reference.registry}, or check the name.`;
  return async (path, headers = {}) => {
    const url = new URL(base + path);
    const ask = () => http.open({ url, headers: { ...headers, ...(authorization !== undefined && { authorization }) } });
    let answer = await ask();
    // Also in the middle of a pull: tokens live for some minutes.
    if (answer.statusCode === 401) {
      authorization = await authorize(answer, url, { http, reference, credentials });
      answer = await ask();
    }
    if (answer.statusCode === 401 || answer.statusCode === 403) {
      answer.destroy();
      throw new RegistryProblem('registry-denied', denied);
    }
    return { answer, url };
  };
};

/** An answer that breaks off in the middle is asked for once more. */
const twice = async <T>(attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof RegistryProblem && error.isPassing) return attempt();
    throw error;
  }
};

const fetchManifest = async (open: Open, reference: ImageReference, name: string): Promise<FetchedDocument> => {
  const { answer, url } = await open(`/manifests/${name}`, { accept: MANIFEST_TYPES });
  if (answer.statusCode === 404) {
    answer.destroy();
    throw new RegistryProblem('image-not-found', `${reference.registry} has no ${describeReference(reference)}.`);
  }
  if (answer.statusCode !== 200) throw unexpected(answer, url);
  const digest = answer.headers['docker-content-digest'];
  const bytes = await readBody(answer, url, MAX_MANIFEST_BYTES);
  return { bytes, mediaType: answer.headers['content-type'] ?? '', ...(typeof digest === 'string' && { digest }) };
};

const openBlob = async (open: Open, digest: string, from: number): Promise<{ answer: IncomingMessage; url: URL; at: number }> => {
  const { answer, url } = await open(`/blobs/${digest}`, from > 0 ? { range: `bytes=${from}-` } : {});
  if (answer.statusCode === 206 && from > 0) return { answer, url, at: from };
  // Not every registry, or the storage behind it, knows ranges.
  if (answer.statusCode === 200) return { answer, url, at: 0 };
  if (answer.statusCode !== 404) throw unexpected(answer, url);
  answer.destroy();
  throw new RegistryProblem('image-not-found', `${url.host} does not have a part of the image that it names (${digest}).`);
};

/** What comes after the first `from` bytes. */
async function* bytesFrom(open: Open, digest: string, from: number): AsyncGenerator<Buffer> {
  const { answer, url, at } = await openBlob(open, digest, from);
  let toSkip = from - at;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const skipped = Math.min(toSkip, chunk.length);
      toSkip -= skipped;
      if (skipped < chunk.length) yield skipped === 0 ? chunk : chunk.subarray(skipped);
    }
  } catch (error) {
    if (error instanceof RegistryProblem) throw error;
    const cut = `${url.host} cut the connection in the middle of a layer.`;
    throw new RegistryProblem('registry-unreachable', cut, { cause: error, isPassing: true });
  }
}

interface Streaming {
  readonly wait: Wait;
  readonly signal: AbortSignal | undefined;
}

async function* streamBlob(open: Open, digest: string, size: number, { wait, signal }: Streaming): AsyncGenerator<Buffer> {
  let at = 0;
  for (let cuts = 0; ; cuts++) {
    try {
      for await (const chunk of bytesFrom(open, digest, at)) {
        at += chunk.length;
        if (at > size) throw new RegistryProblem('registry-unreachable', 'A layer is longer than its manifest says.');
        yield chunk;
      }
      if (at === size) return;
      throw new RegistryProblem('registry-unreachable', 'A layer ended before the size that its manifest says.', { isPassing: true });
    } catch (error) {
      if (!(error instanceof RegistryProblem) || !error.isPassing || cuts === MOST_CUTS || signal?.aborted) throw error;
      await wait(CUT_PAUSE_MS, signal);
    }
  }
}

export const createRegistryClient = (reference: ImageReference, parts: RegistryParts): RegistryClient => {
  const open = createOpen(reference, parts);
  return {
    manifest: (name) => twice(() => fetchManifest(open, reference, name)),
    blob: (digest, most) =>
      twice(async () => {
        const { answer, url } = await openBlob(open, digest, 0);
        return readBody(answer, url, most);
      }),
    stream: (digest, size) => streamBlob(open, digest, size, parts),
  };
};
