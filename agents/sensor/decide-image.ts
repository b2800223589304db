import type { Trigger } from '../protocol/sensor-report.ts';
import { type Decision, type NotScanned, notScanned } from './decision.ts';
import type { FoldedAction } from './fold-hints.ts';

/** What is known of an image when it is decided about. */
export interface ImageTruth {
  /** The engine has it now. */
  readonly isPresent: boolean;
  readonly isScanned: boolean;
  /** A scan is under way or waits for its turn. */
  readonly isWanted: boolean;
  /** An earlier try ended with "not scannable". */
  readonly hasFailed: boolean;
}

/** Seed 003: "General Sensor scans the image upon the occurrence of any of the following events: load, import, or pull". */
const SCANNING = ['load', 'import', 'pull'] as const;
const isScanning = ({ action }: FoldedAction): boolean => SCANNING.some((one) => one === action);
/** Removes a name or the image. */
const REMOVING = ['untag', 'delete'];
const BUILDING = ['build', 'commit'];

const ALIAS = 'A tag is another name for an image that was scanned already; it does not scan.';
const TAG_OF_NEW = 'A tag does not scan. The image was not known, so it is scanned as one that was found in the listing.';
const TAG_OF_ARRIVING = 'A tag does not scan. What scans this image is the event that brought it here.';
const SCANNED = 'This image was scanned already. Its content is its digest, so it cannot have changed.';
const UNDER_WAY = 'A scan of this image is under way or waits for its turn; one is enough.';
const REMOVED = 'A name was removed. That changes nothing in the image; it does not scan.';
const GONE = 'The image was gone before it could be looked at.';
const READ = 'This changes nothing in the image; it does not scan.';
const FAILED = 'This image cannot be scanned, and a tag does not change that.';

const reasonFor = (truth: ImageTruth, found: FoldedAction, scan: Trigger | undefined): NotScanned => {
  const { action } = found;
  if (REMOVING.includes(action)) return notScanned(found, 'state-change', REMOVED);
  if (!truth.isPresent) return notScanned(found, 'vanished', GONE);
  const known = truth.isScanned ? ('already-scanned' as const) : ('folded' as const);
  if (isScanning(found)) return notScanned(found, known, truth.isScanned ? SCANNED : UNDER_WAY, found.action as Trigger);
  if (action !== 'tag') return notScanned(found, BUILDING.includes(action) ? known : 'state-change', READ);
  if (scan === 'inventory') return notScanned(found, 'folded', TAG_OF_NEW, 'tag');
  if (scan !== undefined || truth.isWanted) return notScanned(found, 'alias', TAG_OF_ARRIVING, 'tag');
  return notScanned(found, 'alias', truth.isScanned ? ALIAS : FAILED, 'tag');
};

const triggerFor = ({ isPresent, isScanned, isWanted, hasFailed }: ImageTruth, actions: readonly FoldedAction[]) => {
  if (!isPresent || isScanned || isWanted) return undefined;
  const scanning = actions.find(isScanning);
  if (scanning) return { trigger: scanning.action as Trigger, action: scanning.action };
  if (hasFailed) return undefined;
  // Built or committed here: the engine tells of nothing but its tag.
  const naming = actions.find(({ action }) => BUILDING.includes(action)) ?? actions.find(({ action }) => action === 'tag');
  return naming && { trigger: 'inventory' as const, action: naming.action };
};

/** The general sensor's table of images (design 5.1): what a burst of events leads to, given how things are now. */
export const decideImage = (actions: readonly FoldedAction[], truth: ImageTruth): Decision => {
  const scan = triggerFor(truth, actions);
  // A tag is never what scans, also where it is how a new image was noticed.
  const others = actions.filter(({ action }) => scan === undefined || action === 'tag' || action !== scan.action);
  return { ...(scan ? { scan } : {}), notScanned: others.map((found) => reasonFor(truth, found, scan?.trigger)) };
};
