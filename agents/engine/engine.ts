import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import {
  type ContainerChange,
  containerChange,
  containerDetail,
  containerSummary,
  type EngineContainer,
  type EngineContainerDetail,
  type EngineImage,
  type EngineImageDetail,
  imageDetail,
  imageSummary,
  versionAnswer,
} from './engine-answers.ts';
import { EngineRefused, EngineUnreachable } from './engine-error.ts';
import { createEngineSocket, type EngineSocket } from './engine-socket.ts';
import { negotiateApiVersion } from './engine-version.ts';
import { type EventSink, followEvents } from './follow-events.ts';

/** Which engine answers. */
export interface EngineVersion {
  readonly kind: 'docker' | 'podman';
  readonly version: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly architecture: string;
}

/** What became of a tag that was to be removed. `in-use`: the engine keeps it for a container (409). */
export type Untagged = 'removed' | 'gone' | 'in-use';

/** A container engine: Docker's API over its unix socket, which Podman speaks too. What is gone is undefined, not an error. */
export interface Engine {
  readonly version: EngineVersion;
  ping(signal?: AbortSignal): Promise<void>;
  /** Ends with an error when the stream ends, and without one when the signal aborts. */
  follow(sink: EventSink, signal: AbortSignal): Promise<void>;
  images(signal?: AbortSignal): Promise<EngineImage[]>;
  /** By id or by reference. */
  image(name: string, signal?: AbortSignal): Promise<EngineImageDetail | undefined>;
  /** All, also those that do not run. */
  containers(signal?: AbortSignal): Promise<EngineContainer[]>;
  container(containerId: string, signal?: AbortSignal): Promise<EngineContainerDetail | undefined>;
  /** Files in which the container differs from its image. */
  changes(containerId: string, signal?: AbortSignal): Promise<ContainerChange[] | undefined>;
  /** The image as a Docker archive. */
  archive(imageId: string, signal?: AbortSignal): Promise<IncomingMessage>;
  /** The whole file system of the container as one tar. */
  exportContainer(containerId: string, signal?: AbortSignal): Promise<IncomingMessage>;
  /** Removes this tag alone. Never call it for an image's only tag: the engine would delete the image with it. */
  untag(reference: string, signal?: AbortSignal): Promise<Untagged>;
  tag(imageId: string, repository: string, tag: string, signal?: AbortSignal): Promise<void>;
}

const PING_SILENCE_MS = 10_000;
/** Docker writes an image to its own disk before the first byte of the archive. */
const ARCHIVE_SILENCE_MS = 600_000;

const encode = (name: string): string => name.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':').replaceAll('%40', '@');

const parse = <S extends z.ZodType>(schema: S, answer: unknown, what: string): z.output<S> => {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineUnreachable(`The engine's answer (${what}) is not understood: ${issue?.path.join('.') || 'answer'}: ${issue?.message}.`);
};

/** One entry that cannot be read must not hide the others. */
const parseEach = <S extends z.ZodType>(schema: S, answer: unknown, what: string): z.output<S>[] =>
  parse(z.array(z.unknown()).nullish(), answer, what)?.flatMap((entry) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  }) ?? [];

const unlessGone = async <T>(asking: Promise<T>): Promise<T | undefined> => {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof EngineRefused && error.status === 404) return undefined;
    throw error;
  }
};

const readVersion = async (socket: EngineSocket, signal: AbortSignal | undefined): Promise<EngineVersion> => {
  const told = parse(versionAnswer, await socket.ask({ path: '/version', silenceMs: PING_SILENCE_MS, signal }), 'version');
  const isPodman = told.Components?.some(({ Name }) => /podman/i.test(Name ?? '')) ?? false;
  return {
    kind: isPodman ? 'podman' : 'docker',
    version: told.Version,
    apiVersion: negotiateApiVersion(told.ApiVersion, told.MinAPIVersion ?? undefined),
    os: told.Os ?? '',
    architecture: told.Arch ?? '',
  };
};

const untagOf = async (socket: EngineSocket, path: string, signal: AbortSignal | undefined): Promise<Untagged> => {
  try {
    await socket.ask({ method: 'DELETE', path, signal });
    return 'removed';
  } catch (error) {
    if (error instanceof EngineRefused && error.status === 404) return 'gone';
    if (error instanceof EngineRefused && error.status === 409) return 'in-use';
    throw error;
  }
};

/** Connects: asks the version and agrees on one of the API. Fails with EngineUnreachable or EngineRefused. */
export const connectEngine = async (socketPath: string, connecting?: AbortSignal): Promise<Engine> => {
  const socket = createEngineSocket(socketPath);
  const version = await readVersion(socket, connecting);
  const at = (path: string): string => `/v${version.apiVersion}${path}`;
  return {
    version,
    ping: async (signal) => void (await socket.open({ path: '/_ping', silenceMs: PING_SILENCE_MS, signal })).resume(),
    follow: (sink, signal) => followEvents(socket, { path: at('/events') }, sink, signal),
    images: async (signal) => parseEach(imageSummary, await socket.ask({ path: at('/images/json'), signal }), 'images'),
    image: (name, signal) =>
      unlessGone(socket.ask({ path: at(`/images/${encode(name)}/json`), signal }).then((answer) => parse(imageDetail, answer, 'image'))),
    containers: async (signal) =>
      parseEach(containerSummary, await socket.ask({ path: at('/containers/json?all=true'), signal }), 'containers'),
    container: (containerId, signal) =>
      unlessGone(
        socket
          .ask({ path: at(`/containers/${encode(containerId)}/json`), signal })
          .then((answer) => parse(containerDetail, answer, 'container')),
      ),
    changes: (containerId, signal) =>
      unlessGone(
        socket
          .ask({ path: at(`/containers/${encode(containerId)}/changes`), silenceMs: ARCHIVE_SILENCE_MS, signal })
          .then((answer) => parseEach(containerChange, answer, 'changes')),
      ),
    archive: (imageId, signal) => socket.open({ path: at(`/images/${encode(imageId)}/get`), silenceMs: ARCHIVE_SILENCE_MS, signal }),
    exportContainer: (containerId, signal) =>
      socket.open({ path: at(`/containers/${encode(containerId)}/export`), silenceMs: ARCHIVE_SILENCE_MS, signal }),
    untag: (reference, signal) => untagOf(socket, at(`/images/${encode(reference)}?noprune=true`), signal),
    tag: async (imageId, repository, tag, signal) => {
      const query = new URLSearchParams({ repo: repository, tag });
      await socket.ask({ method: 'POST', path: at(`/images/${encode(imageId)}/tag?${query}`), signal });
    },
  };
};
