import { assertNever } from '../result.ts';
import type { InactiveReason } from '../schedules/schedule.ts';

/** Why the service deactivated a schedule, and what would do. */
export function describeInactive({
  because,
  problem,
}: {
  readonly because: InactiveReason;
  readonly problem?: string | undefined;
}): string {
  switch (because) {
    case 'occurrences-exhausted':
      return 'It has launched as often as it was meant to. To go on, raise the number of occurrences and reactivate it.';
    case 'scan-errors':
      return 'Its scans ended in error as often in a row as Setup allows. Look at the last scan, then reactivate it.';
    case 'scan-canceled':
      return 'Somebody canceled its scan, which ends relaunch on finish. Reactivate it to go on.';
    case 'relaunch-off':
      return 'Setup no longer allows relaunch on finish. The Manager primary contact can allow it again.';
    case 'appliance-retired':
      return 'The only appliance that it scans with was retired. Give it another scanner and reactivate it.';
    case 'quarantined':
      return `It cannot be evaluated${problem === undefined ? '' : `: ${problem}`}. Edit it, then reactivate it.`;
    case 'once-done':
      return 'It was to launch once, and has.';
    case 'by-user':
      return 'Somebody deactivated it.';
    default:
      return assertNever(because);
  }
}
