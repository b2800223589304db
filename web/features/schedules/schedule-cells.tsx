import { Tooltip } from '@mantine/core';
import type { Schedule } from '#contract/schedules';
import { Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';
import { formatDuration } from '../../ui/time/format-duration.ts';
import { sameWallClock } from '../../ui/time/format-time.ts';
import { LaunchTime, RelativeTime } from '../../ui/time/time-text.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { launchZone } from './launch-zone.ts';
import { noNextLaunch } from './no-next-launch.ts';

/** Reasons for which the service itself, not a person, has stopped a schedule. */
const STOPPED_BY_SERVICE: Partial<Record<NonNullable<Schedule['inactiveReason']>, string>> = {
  'scan-errors': 'by the service: scan errors',
  'scan-canceled': 'its scan was canceled',
  'relaunch-off': 'relaunch is off in Setup',
  'appliance-retired': 'its appliance was retired',
  quarantined: 'cannot be evaluated',
};
const ENDED: Partial<Record<NonNullable<Schedule['inactiveReason']>, string>> = {
  'by-user': 'by a person',
  'occurrences-exhausted': 'all launches done',
  'once-done': 'launched once',
};

/** Active, or inactive with who stopped it. */
export function ScheduleStatus({ schedule, withReason = true }: { readonly schedule: Schedule; readonly withReason?: boolean }) {
  const { active, inactiveReason } = schedule;
  if (active) return <Status name="active" />;
  const stopped = inactiveReason && STOPPED_BY_SERVICE[inactiveReason];
  const reason = stopped ?? (inactiveReason && ENDED[inactiveReason]);
  return <Status name={stopped === undefined ? 'inactive' : 'deactivated'} {...(withReason && reason !== undefined && { reason })} />;
}

/** When it launches next: in its zone and in mine, with the mark. */
export function NextLaunchCell({ schedule }: { readonly schedule: Schedule }) {
  const { nextLaunch, timeZone } = schedule;
  if (nextLaunch !== undefined) {
    return (
      <div className="next-cell">
        <LaunchTime at={nextLaunch.at} scheduleZone={launchZone(nextLaunch, timeZone)} mark={nextLaunch.note} />
      </div>
    );
  }
  return <span className="text-2">{noNextLaunch(schedule)}</span>;
}

/** The same in one line: for phones. */
export function NextLaunchLine({ schedule }: { readonly schedule: Schedule }) {
  const { format, viewerZone } = useTimes();
  const { nextLaunch, timeZone } = schedule;
  if (nextLaunch === undefined) return <NextLaunchCell schedule={schedule} />;
  const zone = launchZone(nextLaunch, timeZone);
  const [day, myDay] = [zone, viewerZone].map((one) => format(nextLaunch.at, { zone: one, style: 'day' }));
  const clock = format(nextLaunch.at, { zone: viewerZone, style: 'clock', withoutZone: true });
  const mine = day === myDay ? clock : `${myDay?.split(' ')[0]} ${clock}`;
  return (
    <span className="next-line">
      <span className="tabular">{format(nextLaunch.at, { zone })}</span>
      {!sameWallClock(nextLaunch.at, zone, viewerZone) && <span className="meta tabular">{mine} mine</span>}
      {nextLaunch.note !== undefined && <Mark kind={nextLaunch.note} />}
    </span>
  );
}

/** Initials; the name on hover, on focus of the row's panel, and for screen readers. */
export function OwnerBadge({ name }: { readonly name: string }) {
  const initials = name
    .split(/[\s._-]+/)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .slice(0, 2)
    .join('');
  return (
    <Tooltip label={name}>
      <span className="owner-badge">
        <span aria-hidden>{initials}</span>
        <span className="visually-hidden">{name}</span>
      </span>
    </Tooltip>
  );
}

const UNUSUAL: Partial<Record<string, StatusName>> = { late: 'late', skipped: 'skipped', missed: 'missed', waiting: 'waiting' };
const RUNNING: readonly string[] = ['queued', 'running', 'pausing', 'paused', 'canceling'];

/** How its last launch or scan went, with when. */
export function LastResult({ schedule, oneLine = false }: { readonly schedule: Schedule; readonly oneLine?: boolean }) {
  const { lastScan, lastLaunch, timeZone } = schedule;
  const verdict = lastLaunch && UNUSUAL[lastLaunch.verdict];
  const isRunning = lastScan !== undefined && RUNNING.includes(lastScan.state);
  if (lastLaunch !== undefined && verdict !== undefined && !isRunning) {
    const late = lastLaunch.lateBySeconds;
    const when = <RelativeTime at={lastLaunch.nominalAt} scheduleZone={timeZone} />;
    if (oneLine) return <Status name={verdict} qualifier={late === undefined ? when : formatDuration(late * 1000)} />;
    return <Status name={verdict} {...(late !== undefined && { qualifier: formatDuration(late * 1000) })} reason={when} />;
  }
  if (lastScan === undefined) return <Status name="never-run" />;
  const at = isRunning ? lastScan.startedAt : (lastScan.endedAt ?? lastScan.startedAt);
  const qualifier =
    lastScan.state === 'running'
      ? `${lastScan.progressPercent} %`
      : lastScan.pausedBy === undefined
        ? undefined
        : `by ${lastScan.pausedBy}`;
  const when = (
    <>
      {isRunning && lastScan.state !== 'queued' && 'started '}
      <RelativeTime at={at} scheduleZone={timeZone} />
    </>
  );
  if (oneLine) return <Status name={lastScan.state} qualifier={qualifier ?? when} />;
  return <Status name={lastScan.state} {...(qualifier !== undefined && { qualifier })} reason={when} />;
}

/** The first scanner, and how many more. */
export function ScannersCell({ schedule }: { readonly schedule: Schedule }) {
  const [first, ...rest] = schedule.scannerNames;
  if (first === undefined) return <span className="text-2">Any</span>;
  return (
    <span className="two-lines">
      <span className="truncate">{first}</span>
      {rest.length > 0 && <span className="meta truncate">and {rest.length} more</span>}
    </span>
  );
}
