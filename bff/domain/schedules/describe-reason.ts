import { assertNever } from '../result.ts';
import { describeDuration } from '../time/describe-duration.ts';
import { type Instant, SECOND_MS } from '../time/instant.ts';
import type { LatenessCause, LaunchReason } from './launch.ts';

/** How to write what a reason only refers to. */
export interface ReasonWords {
  /** An instant, in the schedule's zone: `Sun 8 Mar 03:30 PDT`. */
  readonly time: (at: Instant) => string;
  /** The name of a person, by id; without it the id is taken for the name. */
  readonly person?: (id: string) => string;
}

const CAUSES: Readonly<Record<LatenessCause, string>> = {
  'platform-down': 'the platform was down',
  'concurrency-limit': 'the concurrent-scan limit was full all that time',
  'no-capacity': 'no allowed scanner could take it',
  held: 'it was held after an outage and nobody released it',
};

/** A reason as a person reads it: who, what, since when. */
export function describeReason(reason: LaunchReason, { time, person = (id) => id }: ReasonWords): string {
  switch (reason.code) {
    case 'overlap':
      return `The previous scan had not ended: ${reason.scanState}`;
    case 'concurrency-limit':
      return `Concurrent-scan limit full: ${reason.active} of ${reason.limit} queued or running`;
    case 'no-capacity':
      return withSince(`${reason.appliances.join(', ') || 'No allowed scanner'} could not take it`, reason.since, time);
    case 'nothing-to-scan':
      return reason.why.replace(/\.$/, '');
    case 'platform-down':
      return reason.since === undefined ? 'The platform was down when it was due' : withSince('The platform was down', reason.since, time);
    case 'superseded':
      return `Due while the platform was down; the newer launch of ${time(reason.by)} ran instead`;
    case 'many-missed':
      return `${reason.count} launches until ${time(reason.last)} were missed: the platform was down`;
    case 'lateness-limit':
      return `Not launched within ${describeDuration(reason.limitSeconds * SECOND_MS)}: ${CAUSES[reason.because]}`;
    case 'held':
      return `Held since ${time(reason.heldAt)}: too many launches were due at once after an outage. A manager can release it`;
    case 'released':
      return `Held after an outage, released by ${person(reason.by)}`;
    case 'not-released':
      return `Held after an outage, not released by ${person(reason.by)}`;
    case 'previous-ended':
      return 'Relaunch on finish: the previous scan ended';
    case 'withdrawn':
      return `Withdrawn by ${person(reason.by)} while it waited`;
    case 'not-evaluable':
      return `The schedule cannot be evaluated: ${reason.problem}`;
    case 'by-hand':
      return `Launched by hand by ${person(reason.by)}`;
    default:
      return assertNever(reason);
  }
}

const withSince = (text: string, since: Instant | undefined, time: ReasonWords['time']): string =>
  since === undefined ? text : `${text} since ${time(since)}`;
