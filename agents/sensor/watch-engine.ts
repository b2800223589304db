import { randomUUID } from 'node:crypto';
import type { EngineContainer, EngineImage } from '../engine/engine-answers.ts';
import { SENSOR_LIMITS } from '../protocol/sensor-primitives.ts';
import type { Trigger } from '../protocol/sensor-report.ts';
import { decideContainer } from './decide-container.ts';
import { decideImage, type ImageTruth } from './decide-image.ts';
import { decideMarked } from './decide-marked.ts';
import type { Decision } from './decision.ts';
import type { FoldedAction, FoldedHints } from './fold-hints.ts';
import type { ContainerEntry, ImageEntry } from './sensor-book.ts';
import { type EngineParts, tell } from './sensor-parts.ts';
import { tellContainerGone, tellContainerSeen, tellImageGone, tellImageSeen, tellNotScanned } from './tell-seen.ts';
import { readMarks } from './trigger-tag.ts';

const want = ({ clock }: EngineParts, entry: ImageEntry | ContainerEntry, trigger: Trigger, action: string | undefined): void => {
  entry.wanted = { trigger, since: clock(), ...(action === undefined ? {} : { action }) };
};

const truthOf = (entry: ImageEntry | undefined, isPresent: boolean): ImageTruth => ({
  isPresent,
  isScanned: entry?.scannedAt !== undefined && entry.failed === undefined,
  isWanted: entry?.wanted !== undefined,
  hasFailed: entry?.failed !== undefined,
});

const decide = (
  { kind, configuration }: EngineParts,
  imageId: string,
  seen: { truth: ImageTruth; tags: string[]; actions: readonly FoldedAction[] },
) =>
  kind === 'general'
    ? decideImage(seen.actions, seen.truth)
    : decideMarked(seen.actions, seen.truth, readMarks(imageId, seen.tags, configuration().triggerTagPrefix));

const applyImage = async (parts: EngineParts, imageId: string, decision: Decision): Promise<void> => {
  const entry = parts.book.images.get(imageId);
  if (decision.scan && entry) want(parts, entry, decision.scan.trigger, decision.scan.action);
  // A pipeline's host holds many images that are none of a CI/CD sensor's business: the platform hears of those that it knows.
  await tellNotScanned(parts, { imageId }, decision.notScanned);
};

/** Looks at one image. A CI/CD sensor makes itself known only the images that were marked. */
const lookAtImage = async (parts: EngineParts, name: string, actions: readonly FoldedAction[]): Promise<void> => {
  const { kind, engine, book, configuration } = parts;
  const detail = await engine.image(name);
  if (detail === undefined) {
    const truth = truthOf(book.images.get(name), false);
    // Without an id nobody can say of what it was told.
    if (name.startsWith('sha256:'))
      await tellNotScanned(parts, { imageId: name }, decide(parts, name, { truth, tags: [], actions }).notScanned);
    return tellImageGone(parts, name);
  }
  const { imageId, tags } = detail;
  const isMarked = readMarks(imageId, tags, configuration().triggerTagPrefix).triggers.length > 0;
  if (kind === 'general' || isMarked || book.images.has(imageId)) await tellImageSeen(parts, detail);
  const entry = book.images.get(imageId);
  // Set again on what was handled: it goes again, without a scan.
  if (kind === 'cicd' && isMarked && entry?.handled !== undefined && !entry.wanted) entry.untagDue = true;
  await applyImage(parts, imageId, decide(parts, imageId, { truth: truthOf(entry, true), tags, actions }));
};

const lookAtContainer = async (parts: EngineParts, containerId: string, actions: readonly FoldedAction[]): Promise<void> => {
  const detail = await parts.engine.container(containerId);
  if (detail) await tellContainerSeen(parts, detail);
  const entry = parts.book.containers.get(containerId);
  const truth = { state: detail?.state, isScanned: entry?.scannedAt !== undefined, isWanted: entry?.wanted !== undefined };
  const { scan, notScanned } = decideContainer(actions, truth);
  if (scan && entry) want(parts, entry, scan.trigger, scan.action);
  await tellNotScanned(parts, { containerId }, notScanned);
  if (detail === undefined) await tellContainerGone(parts, containerId);
};

/** What brought the images that a listing finds new, where an event told it without saying which. */
export interface ListingCause {
  readonly trigger: Trigger;
  readonly action: string;
}

const listImage = async (parts: EngineParts, { imageId, tags }: EngineImage, cause: ListingCause): Promise<void> => {
  const { kind, book, engine, configuration } = parts;
  if (kind === 'cicd' && !book.images.has(imageId) && readMarks(imageId, tags, configuration().triggerTagPrefix).triggers.length === 0)
    return;
  if (kind === 'cicd') return lookAtImage(parts, imageId, []);
  const detail = await engine.image(imageId);
  if (detail === undefined) return tellImageGone(parts, imageId);
  await tellImageSeen(parts, detail);
  const entry = book.images.get(imageId);
  const { isScanned, isWanted, hasFailed } = truthOf(entry, true);
  if (entry && !isScanned && !isWanted && !hasFailed) want(parts, entry, cause.trigger, cause.action);
};

const listContainer = async (parts: EngineParts, { containerId }: EngineContainer): Promise<void> => {
  const detail = await parts.engine.container(containerId);
  if (detail === undefined) return tellContainerGone(parts, containerId);
  await tellContainerSeen(parts, detail);
  const entry = parts.book.containers.get(containerId);
  if (entry && detail.state === 'running' && entry.scannedAt === undefined && !entry.wanted) want(parts, entry, 'inventory', 'listing');
};

/** Everything that the engine has, against everything that is known: what is new, other or gone, whatever was missed. */
export const listEverything = async (
  parts: EngineParts,
  cause: ListingCause = { trigger: 'inventory', action: 'listing' },
): Promise<void> => {
  const { engine, book, kind, toPlatform, clock } = parts;
  const images = await engine.images();
  const containers = kind === 'general' ? await engine.containers() : [];
  for (const image of images) await listImage(parts, image, cause);
  for (const container of containers) await listContainer(parts, container);
  const imageIds = new Set(images.map((each) => each.imageId));
  const containerIds = new Set(containers.map((each) => each.containerId));
  for (const containerId of [...book.containers.keys()]) if (!containerIds.has(containerId)) await tellContainerGone(parts, containerId);
  for (const imageId of [...book.images.keys()]) if (!imageIds.has(imageId)) await tellImageGone(parts, imageId);
  const fits = imageIds.size <= SENSOR_LIMITS.listed && containerIds.size <= SENSOR_LIMITS.listed;
  if (kind === 'general' && fits) {
    const about = { messageId: randomUUID(), at: toPlatform(clock()) };
    await tell(parts, { kind: 'listing', ...about, imageIds: [...imageIds], containerIds: [...containerIds] });
  }
  await book.save();
};

/** One burst of events: the engine is asked how things are, and that is what decides. */
export const lookAt = async (parts: EngineParts, { subject, id, reference, actions }: FoldedHints): Promise<void> => {
  const name = id ?? reference;
  if (subject === 'container') {
    if (name !== undefined && parts.kind === 'general') await lookAtContainer(parts, name, actions);
  } else if (name !== undefined) await lookAtImage(parts, name, actions);
  else await listEverything(parts, actions.some(({ action }) => action === 'load') ? { trigger: 'load', action: 'load' } : undefined);
  await parts.book.save();
};
