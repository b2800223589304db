import type { SensorOrder } from '../protocol/sensor-check-in.ts';
import { imagesToUntag, removeTriggerTag } from './remove-trigger-tag.ts';
import { matchContainerAgain, scanContainer, tellContainerNotScannable } from './scan-container.ts';
import { matchImageAgain, type ScanCause, scanImage, tellNotScannable } from './scan-image.ts';
import type { ContainerEntry, ImageEntry } from './sensor-book.ts';
import type { EngineParts, SensorParts } from './sensor-parts.ts';
import { tellContainerSeen, tellImageSeen, tellNotScanned } from './tell-seen.ts';

const HOUR_MS = 3_600_000;

/** One piece of work, named for what it is about. */
export interface Work {
  readonly about: string;
  readonly run: (parts: EngineParts, ending: AbortSignal) => Promise<void>;
  /** The engine refuses it again and again: says so to the platform, and gives it up. */
  readonly giveUp: (parts: EngineParts, reason: string) => Promise<void>;
}

const imageWork = (imageId: string, cause: ScanCause): Work => ({
  about: imageId,
  run: (parts, ending) => scanImage(parts, imageId, cause, ending),
  giveUp: (parts, message) => tellNotScannable(parts, imageId, cause, { code: 'engine-refused', message }),
});

const runContainer = async (parts: EngineParts, containerId: string, cause: ScanCause, ending: AbortSignal): Promise<void> => {
  const { book, engine, inventories } = parts;
  const fail = (code: string, message: string) => tellContainerNotScannable(parts, containerId, cause, { code, message });
  const detail = await engine.container(containerId, ending);
  if (detail === undefined) return fail('vanished', 'The container was gone before it could be read.');
  await tellContainerSeen(parts, detail);
  const entry = book.containers.get(containerId);
  if (entry === undefined) return;
  if (detail.state !== 'running' && cause.trigger !== 'on-demand') {
    delete entry.wanted;
    const why = { action: cause.action ?? cause.trigger, at: parts.clock(), code: 'not-running', trigger: cause.trigger };
    await tellNotScanned(parts, { containerId }, [
      { ...why, reason: 'The container stopped before its turn came. A container is scanned while it runs.' },
    ]);
    return book.save();
  }
  // It is compared with its image, so that one is read first.
  const image = await engine.image(detail.imageId, ending);
  if (image) await tellImageSeen(parts, image);
  const isRead = (await inventories.readImage(detail.imageId)) !== undefined;
  if (!isRead && image)
    await scanImage(parts, detail.imageId, { trigger: book.images.get(detail.imageId)?.wanted?.trigger ?? 'inventory' }, ending);
  if (ending.aborted) return;
  if ((await inventories.readImage(detail.imageId)) === undefined) {
    const reason = book.images.get(detail.imageId)?.failed ?? 'The engine does not have it any more.';
    return fail('image-not-scannable', `Its image cannot be scanned: ${reason}`);
  }
  return scanContainer(parts, containerId, cause, ending);
};

const containerWork = (containerId: string, cause: ScanCause): Work => ({
  about: containerId,
  run: (parts, ending) => runContainer(parts, containerId, cause, ending),
  giveUp: (parts, message) => tellContainerNotScannable(parts, containerId, cause, { code: 'engine-refused', message }),
});

const finish = async ({ book }: SensorParts, orderId: string): Promise<void> => {
  book.orders.delete(orderId);
  await book.save();
};

const orderWork = (order: SensorOrder): Work => {
  const cause = { trigger: 'on-demand' as const, orderId: order.orderId };
  const work = order.kind === 'scan-image' ? imageWork(order.imageId, cause) : containerWork(order.containerId, cause);
  const run: Work['run'] = async (parts, ending) => {
    if (order.kind === 'scan-image') {
      const detail = await parts.engine.image(order.imageId, ending);
      if (detail) await tellImageSeen(parts, detail);
      else await tellNotScannable(parts, order.imageId, cause, { code: 'vanished', message: 'The image is not on this host any more.' });
      if (detail === undefined) return finish(parts, order.orderId);
    }
    await work.run(parts, ending);
    if (!ending.aborted) await finish(parts, order.orderId);
  };
  const giveUp: Work['giveUp'] = async (parts, reason) => {
    await work.giveUp(parts, reason);
    await finish(parts, order.orderId);
  };
  return { about: order.orderId, run, giveUp };
};

const oldestWanted = <E extends ImageEntry | ContainerEntry>(entries: ReadonlyMap<string, E>) => {
  let oldest: { readonly id: string; readonly entry: E } | undefined;
  for (const [id, entry] of entries)
    if (entry.wanted && entry.wanted.since < (oldest?.entry.wanted?.since ?? Number.POSITIVE_INFINITY)) oldest = { id, entry };
  return oldest;
};

const wantedWork = ({ book }: SensorParts): Work | undefined => {
  const image = oldestWanted(book.images);
  if (image?.entry.wanted) return imageWork(image.id, image.entry.wanted);
  const container = oldestWanted(book.containers);
  return container?.entry.wanted && containerWork(container.id, container.entry.wanted);
};

/** What was matched with another manifest than the one of now. A container's match needs its image's, so images come first. */
const matchWork = ({ book, manifest, inventories }: SensorParts): Work | undefined => {
  const version = manifest()?.header.version;
  const isOld = (entry: ImageEntry | ContainerEntry) =>
    version !== undefined && entry.scannedAt !== undefined && entry.failed === undefined && entry.manifest !== version;
  const noRefusal = async () => undefined;
  const image = [...book.images].find(([, entry]) => isOld(entry))?.[0];
  if (image !== undefined) {
    const run: Work['run'] = async (parts, ending) => {
      // Its inventory was lost: it is read once more.
      if (!(await matchImageAgain(parts, image))) await scanImage(parts, image, { trigger: 'manifest' }, ending);
    };
    return {
      about: image,
      run,
      giveUp: (parts, message) => tellNotScannable(parts, image, { trigger: 'manifest' }, { code: 'engine-refused', message }),
    };
  }
  const container = [...book.containers].find(([, entry]) => isOld(entry) && entry.state === 'running')?.[0];
  if (container === undefined || inventories === undefined) return undefined;
  return { about: container, run: (parts) => matchContainerAgain(parts, container), giveUp: noRefusal };
};

/** When the drift of a container is to be looked at; undefined: not, for it does not run or was never scanned. */
const driftDueAt = ({ configuration }: SensorParts, { state, scannedAt, driftAt }: ContainerEntry): number | undefined =>
  state === 'running' && scannedAt !== undefined ? (driftAt ?? scannedAt) + configuration().driftHours * HOUR_MS : undefined;

const driftWork = (parts: SensorParts): Work | undefined => {
  const due = [...parts.book.containers].find(([, entry]) => (driftDueAt(parts, entry) ?? Number.POSITIVE_INFINITY) <= parts.clock());
  return due && containerWork(due[0], { trigger: 'drift' });
};

const untagWork = (parts: SensorParts): Work | undefined => {
  const [imageId] = parts.kind === 'cicd' ? imagesToUntag(parts) : [];
  if (imageId === undefined) return undefined;
  const giveUp: Work['giveUp'] = async ({ book, log }, reason) => {
    log('error', 'A trigger tag could not be removed.', { imageId, reason });
    delete book.images.get(imageId)?.untagDue;
    await book.save();
  };
  return { about: imageId, run: (engineParts) => removeTriggerTag(engineParts, imageId), giveUp };
};

/** What is to be done next: people first, then pipelines that wait, then what is new, then what is due. */
export const nextWork = (parts: SensorParts): Work | undefined => {
  const [order] = parts.book.orders.values();
  return (order && orderWork(order)) ?? untagWork(parts) ?? wantedWork(parts) ?? matchWork(parts) ?? driftWork(parts);
};

/** Until the next drift scan is due; undefined: none will be. */
export const nextDueInMs = (parts: SensorParts): number | undefined => {
  const dues = [...parts.book.containers.values()].flatMap((entry) => driftDueAt(parts, entry) ?? []);
  return dues.length === 0 ? undefined : Math.max(0, Math.min(...dues) - parts.clock());
};
