import type { ContainerState } from '../engine/engine-answers.ts';
import { type Decision, type NotScanned, notScanned } from './decision.ts';
import type { FoldedAction } from './fold-hints.ts';

/** What is known of a container when it is decided about. */
export interface ContainerTruth {
  /** Undefined: the engine does not have it any more. */
  readonly state: ContainerState | undefined;
  readonly isScanned: boolean;
  /** A scan is under way or waits for its turn. */
  readonly isWanted: boolean;
}

/** Seed 003: "the following events are tracked in a container: start, create, and unpause". */
const TRACKED = ['create', 'start', 'unpause', 'init', 'restart'];
const isTracked = ({ action }: FoldedAction): boolean => TRACKED.includes(action);

const STATE = 'State changes do not scan: a container is scanned at its creation, and for drift while it runs.';
const OTHER = 'This event does not scan: a container is scanned at its creation, and for drift while it runs.';
const SCANNED = 'This container was scanned already. What changes in it is found by its drift scan.';
const UNDER_WAY = 'A scan of this container is under way or waits for its turn; one is enough.';
const NOT_RUNNING = 'A container is scanned when it runs, and this one does not run yet.';
const GONE = 'The container was gone before it could be looked at.';
const STATES = ['pause', 'stop', 'kill', 'die', 'oom', 'cleanup', 'destroy'];

const reasonFor = ({ state, isScanned, isWanted }: ContainerTruth, found: FoldedAction, scans: boolean): NotScanned => {
  if (!isTracked(found)) return notScanned(found, 'state-change', STATES.includes(found.action) ? STATE : OTHER);
  if (state === undefined) return notScanned(found, 'vanished', GONE);
  if (isScanned) return notScanned(found, 'already-scanned', SCANNED, 'created');
  if (scans || isWanted) return notScanned(found, 'folded', UNDER_WAY, 'created');
  return notScanned(found, 'not-running', NOT_RUNNING, 'created');
};

/** The general sensor's table of containers (design 5.1): what a burst of events leads to, given the state that it is in now. */
export const decideContainer = (actions: readonly FoldedAction[], truth: ContainerTruth): Decision => {
  const tracked = actions.filter(isTracked);
  const last = tracked.at(-1);
  const scans = last !== undefined && truth.state === 'running' && !truth.isScanned && !truth.isWanted;
  const others = actions.filter((found) => !(scans && found === last));
  return {
    ...(scans ? { scan: { trigger: 'created', action: last.action } } : {}),
    notScanned: others.map((found) => reasonFor(truth, found, scans)),
  };
};
