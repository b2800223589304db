import { createHash, randomUUID } from 'node:crypto';
import type { ContainerState, EngineContainerDetail, EngineImageDetail } from '../engine/engine-answers.ts';
import { SENSOR_LIMITS } from '../protocol/sensor-primitives.ts';
import type { SensorReport } from '../protocol/sensor-report.ts';
import type { NotScanned } from './decision.ts';
import { redactCommand } from './redact-command.ts';
import { reportIdOf } from './report-id.ts';
import { type SensorParts, tell } from './sensor-parts.ts';
import { readMarks } from './trigger-tag.ts';

const sameTexts = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each) => b.includes(each));

/** The names that people gave: tags that only ask for a scan, or say that there was one, are no names. */
const namesOf = ({ configuration }: SensorParts, { imageId, tags }: EngineImageDetail): string[] =>
  readMarks(imageId, tags, configuration().triggerTagPrefix).names.slice(0, SENSOR_LIMITS.references);

/** Notes an image, and tells the platform where it is new or has other names than before. */
export const tellImageSeen = async (parts: SensorParts, detail: EngineImageDetail): Promise<void> => {
  const { imageId, digests, size, created, architecture, os } = detail;
  const tags = namesOf(parts, detail);
  const known = parts.book.images.get(imageId);
  if (known && sameTexts(known.tags, tags) && sameTexts(known.digests, digests)) return;
  const repoDigests = digests.slice(0, SENSOR_LIMITS.references);
  await tell(parts, {
    ...{ kind: 'image-seen', messageId: randomUUID(), at: parts.toPlatform(parts.clock()), imageId, repoTags: tags, repoDigests, size },
    ...(created ? { created } : {}),
    ...{ architecture, os },
  });
  if (known) Object.assign(known, { tags, digests });
  else parts.book.images.set(imageId, { tags, digests: [...digests], scans: 0 });
};

export const tellImageGone = async (parts: SensorParts, imageId: string): Promise<void> => {
  if (!parts.book.images.delete(imageId)) return;
  await tell(parts, { kind: 'image-gone', messageId: randomUUID(), at: parts.toPlatform(parts.clock()), imageId });
  // Containers that still run are compared with it.
  const isNeeded = [...parts.book.containers.values()].some((each) => each.imageId === imageId);
  if (!isNeeded) await parts.inventories.forget(imageId);
};

const STATE_WORDS: Readonly<Record<ContainerState, 'CREATED' | 'RUNNING' | 'STOPPED' | 'PAUSED'>> = {
  created: 'CREATED',
  running: 'RUNNING',
  restarting: 'RUNNING',
  paused: 'PAUSED',
  removing: 'STOPPED',
  exited: 'STOPPED',
  dead: 'STOPPED',
};

const ROOT = ['', '0', 'root'];

const changedAt = ({ state, startedAt, finishedAt, created }: EngineContainerDetail): number | undefined =>
  state === 'running' ? startedAt : state === 'exited' || state === 'dead' ? finishedAt : state === 'created' ? created : undefined;

const seenOf = (parts: SensorParts, detail: EngineContainerDetail) => {
  const { containerId, name, imageId, reference, created, state, command, privileged, user, ports } = detail;
  const stateChanged = changedAt(detail);
  return {
    ...{ kind: 'container-seen' as const, containerId, name, imageId, state: STATE_WORDS[state], privileged },
    ...(reference === '' ? {} : { imageName: reference }),
    created: parts.toPlatform(created ?? 0),
    ...(stateChanged === undefined ? {} : { stateChanged: parts.toPlatform(stateChanged) }),
    command: redactCommand(command),
    isRoot: ROOT.includes(user.split(':')[0] ?? ''),
    ports: ports.slice(0, 256).map(({ address, hostPort, port, protocol }) => ({
      ...(address ? { address } : {}),
      ...(hostPort === undefined ? {} : { hostPort }),
      ...{ port, protocol },
    })),
  };
};

/** Notes a container, and tells the platform where anything of it is other than it was told. */
export const tellContainerSeen = async (parts: SensorParts, detail: EngineContainerDetail): Promise<void> => {
  const seen = seenOf(parts, detail);
  // Times move with the measured offset of the clock: they are no news.
  const { created: _, stateChanged: __, ...lasting } = seen;
  const told = createHash('sha256').update(JSON.stringify(lasting)).digest('base64url');
  const known = parts.book.containers.get(detail.containerId);
  if (known?.told === told) return;
  await tell(parts, { ...seen, messageId: randomUUID(), at: parts.toPlatform(parts.clock()) });
  const { imageId, state } = detail;
  if (known) Object.assign(known, { imageId, state, told });
  else parts.book.containers.set(detail.containerId, { imageId, state, told, scans: 0 });
};

export const tellContainerGone = async (parts: SensorParts, containerId: string): Promise<void> => {
  if (!parts.book.containers.delete(containerId)) return;
  await tell(parts, { kind: 'container-gone', messageId: randomUUID(), at: parts.toPlatform(parts.clock()), containerId });
  await parts.inventories.forget(containerId);
};

type Subject = { readonly imageId: string } | { readonly containerId: string };

/** Keeps every event that did not scan, with its reason (F5). */
export const tellNotScanned = async (parts: SensorParts, subject: Subject, events: readonly NotScanned[]): Promise<void> => {
  for (const { action, at, trigger, code, reason } of events) {
    const id = Object.values(subject).join();
    const report: SensorReport = {
      ...{ kind: 'not-scanned', messageId: reportIdOf(parts.sensorId, 0, ['event', id, action, at]), ...subject },
      ...{ at: parts.toPlatform(at || parts.clock()), action, code, reason },
      ...(trigger === undefined ? {} : { trigger }),
    };
    await tell(parts, report);
  }
};
