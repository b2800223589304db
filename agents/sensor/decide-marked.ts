import type { ImageTruth } from './decide-image.ts';
import { type Decision, notScanned } from './decision.ts';
import type { FoldedAction } from './fold-hints.ts';
import type { Marks } from './trigger-tag.ts';

const NO_TAG = 'The CI/CD sensor scans only images that have the trigger tag; this one has none.';
const OTHER_IMAGE = 'The trigger tag names another image: it must end with the id of the image that it is set on.';
const HANDLED = 'The trigger tag of this image was handled before, so it is removed without another scan.';
const UNDER_WAY = 'A scan of this image is under way or waits for its turn; one is enough.';
const REMOVED = 'A name was removed. That changes nothing in the image; it does not scan.';
const GONE = 'The image was gone before it could be looked at.';

/** Events that could bring an image to a scan; others are no news to a pipeline. */
const TOLD = ['load', 'import', 'pull', 'tag', 'build'];

/**
 * The CI/CD sensor's decision (seed 003): the trigger tag scans, nothing else does, and what was handled once is never scanned again.
 * `isScanned`: also where the scan ended with "not scannable".
 */
export const decideMarked = (actions: readonly FoldedAction[], truth: ImageTruth, marks: Marks): Decision => {
  const isHandled = truth.isScanned || truth.hasFailed;
  const isMarked = truth.isPresent && marks.triggers.length > 0;
  const scans = isMarked && !isHandled && !truth.isWanted;
  const told = actions.filter(({ action }) => TOLD.includes(action));
  const why = (found: FoldedAction) => {
    const trigger = found.action === 'tag' ? ('tag' as const) : undefined;
    if (!truth.isPresent) return notScanned(found, 'vanished', GONE, trigger);
    if (!isMarked) return notScanned(found, 'no-trigger-tag', marks.misplaced.length > 0 ? OTHER_IMAGE : NO_TAG, trigger);
    return isHandled ? notScanned(found, 'handled-before', HANDLED, trigger) : notScanned(found, 'folded', UNDER_WAY, trigger);
  };
  const removed = actions.filter(({ action }) => action === 'delete').map((found) => notScanned(found, 'state-change', REMOVED));
  if (!scans) return { notScanned: [...told.map(why), ...removed] };
  const cause = told.find(({ action }) => action === 'tag') ?? told[0];
  return {
    scan: { trigger: 'pipeline', ...(cause ? { action: cause.action } : {}) },
    notScanned: told.filter((one) => one !== cause).map(why),
  };
};
