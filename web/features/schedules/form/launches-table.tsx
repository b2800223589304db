import type { PlannedLaunch } from '#contract/schedules';
import { Mark, type MarkKind } from '../../../ui/status/mark.tsx';
import { useTimes } from '../../../ui/time/times.tsx';
import { zoneAbbreviation, zonePlace } from '../../../ui/time/zone-abbreviation.ts';
import { describeMark } from '../launch-note.ts';
import { launchZone } from '../launch-zone.ts';
import { SHOWN_LAUNCHES } from './use-launch-preview.ts';

interface LaunchRule {
  readonly start: string;
  readonly timeZone: string;
  readonly fold: 'first' | 'second';
  readonly recurrence: Parameters<typeof describeMark>[1]['recurrence'];
}

interface LaunchesTableProps {
  readonly launches: readonly PlannedLaunch[];
  readonly plan: LaunchRule;
  /** On a phone: schedule zone and mine alone, the first three. */
  readonly brief?: boolean;
  /** More than the first eight. */
  readonly all?: boolean;
}

const MARKS = ['gap', 'fold', 'short-month'] as const satisfies readonly MarkKind[];

/** Planned launches in the schedule's zone, mine and UTC; a mark stands on a line below its launch, with the rule. */
export function LaunchesTable({ launches, plan, brief = false, all = false }: LaunchesTableProps) {
  const { viewerZone, nowMs } = useTimes();
  const shown = brief ? launches.slice(0, 3) : all ? launches : launches.slice(0, SHOWN_LAUNCHES);
  const absent = MARKS.filter((mark) => !launches.some(({ note }) => note === mark));
  return (
    <>
      <table className="launches-table">
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {zonePlace(plan.timeZone)}
            </th>
            <th scope="col">Mine{brief ? '' : ` (${zoneAbbreviation(nowMs(), viewerZone)})`}</th>
            {!brief && <th scope="col">UTC</th>}
          </tr>
        </thead>
        {shown.map((launch) => (
          <LaunchRow key={launch.at} launch={launch} plan={plan} brief={brief} />
        ))}
      </table>
      {!brief && launches.length > 0 && absent.length > 0 && (
        <p className="absent-marks meta">
          Not in {all || launches.length <= SHOWN_LAUNCHES ? 'these launches' : `these ${launches.length}`}:{' '}
          {absent.map((mark) => (
            <Mark key={mark} kind={mark} />
          ))}
        </p>
      )}
    </>
  );
}

interface LaunchRowProps {
  readonly launch: PlannedLaunch;
  readonly plan: LaunchRule;
  readonly brief: boolean;
}

function LaunchRow({ launch, plan, brief }: LaunchRowProps) {
  const { format, viewerZone } = useTimes();
  const zone = launchZone(launch, plan.timeZone);
  const day = format(launch.at, { zone, style: 'day' });
  const rule = describeMark(launch, plan);
  const elsewhere = (other: string) => {
    const clock = format(launch.at, { zone: other, style: 'clock', withoutZone: true });
    const otherDay = format(launch.at, { zone: other, style: 'day' });
    return otherDay === day ? clock : `${otherDay.split(' ')[0]} ${clock}`;
  };
  return (
    <tbody>
      <tr>
        <td className="tabular">{day}</td>
        <td className="tabular">{format(launch.at, { zone, style: 'clock' })}</td>
        <td className="tabular text-2">{elsewhere(viewerZone)}</td>
        {!brief && <td className="tabular text-2">{elsewhere('UTC')}</td>}
      </tr>
      {launch.note !== undefined && (
        <tr className="launch-mark">
          <td colSpan={4}>
            <Mark kind={launch.note} /> {!brief && <span className="text-2">{rule}</span>}
          </td>
        </tr>
      )}
    </tbody>
  );
}
