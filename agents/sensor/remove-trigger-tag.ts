import type { EngineParts } from './sensor-parts.ts';
import { readMarks, SCANNED_REPOSITORY } from './trigger-tag.ts';

/** Images whose trigger tag may go now: what was found in them has arrived at the platform. */
export const imagesToUntag = ({ book, spool }: Pick<EngineParts, 'book' | 'spool'>): string[] =>
  [...book.images].flatMap(([imageId, { untagDue, handled }]) =>
    untagDue && handled !== undefined && !spool.has(handled) ? [imageId] : [],
  );

/**
 * Removes the trigger tag and no other (seed 003). Where it is the image's only tag the engine would delete the image with it: it gets
 * another one first. A tag that the engine keeps for a container (409) stays.
 */
export const removeTriggerTag = async ({ engine, book, own, configuration, log }: EngineParts, imageId: string): Promise<void> => {
  const entry = book.images.get(imageId);
  const detail = await engine.image(imageId);
  if (entry === undefined) return;
  const {
    triggers = [],
    names = [],
    isMarkedScanned = false,
  } = detail ? readMarks(imageId, detail.tags, configuration().triggerTagPrefix) : {};
  const misplaced = detail ? detail.tags.length - triggers.length : 0;
  if (triggers.length > 0 && names.length === 0 && !isMarkedScanned && misplaced === 0) {
    own.expect(imageId, ['tag']);
    await engine.tag(imageId, SCANNED_REPOSITORY, imageId.slice('sha256:'.length));
  }
  for (const tag of triggers) {
    own.expect(imageId, ['untag']);
    const outcome = await engine.untag(tag);
    // Podman tells a delete for every tag that is removed.
    if (outcome === 'removed' && engine.version.kind === 'podman') own.expect(imageId, ['delete']);
    log(
      outcome === 'in-use' ? 'warn' : 'info',
      outcome === 'in-use' ? 'The engine keeps a trigger tag for a container.' : 'A trigger tag was removed.',
      { imageId },
    );
  }
  delete entry.untagDue;
  await book.save();
};
