import type { PlannedLaunch } from '#contract/schedules';
import { useTimes } from '../../../ui/time/times.tsx';
import { launchZone } from '../launch-zone.ts';

interface DurationLineProps {
  readonly launch: PlannedLaunch;
  readonly timeZone: string;
}

interface Point {
  readonly at: string;
  readonly word: string;
}

/** The first launch as a line: it starts, pauses or is canceled, and resumes, at the times that the engine gives. */
export function DurationLine({ launch, timeZone }: DurationLineProps) {
  const { format } = useTimes();
  const zone = launchZone(launch, timeZone);
  const stopsAt = launch.pausesAt ?? launch.cancelsAt;
  if (stopsAt === undefined) return null;
  const points: Point[] = [
    { at: launch.at, word: 'starts' },
    { at: stopsAt, word: launch.pausesAt === undefined ? 'is canceled' : 'pauses' },
    ...(launch.resumesAt === undefined ? [] : [{ at: launch.resumesAt, word: 'resumes' }]),
  ];
  const startDay = format(launch.at, { zone, style: 'day' });
  const show = (at: string) => {
    const [day, clock] = [format(at, { zone, style: 'day' }), format(at, { zone, style: 'clock', withoutZone: true })];
    return day === startDay ? clock : `${day} ${clock}`;
  };
  const ms = points.map(({ at }) => Date.parse(at));
  const [start = 0, stop = 0, resume] = ms;
  // The part after the last point has no known end: it fades out over a fifth of the line.
  const running = resume === undefined ? 80 : Math.max(8, Math.min(72, ((stop - start) / (resume - start)) * 82));
  return (
    <div className="duration-line">
      <div className="duration-bar" aria-hidden>
        <span className="duration-runs" style={{ width: `${running}%` }} />
        <span className="duration-waits" data-ends={launch.cancelsAt !== undefined || undefined} />
        {resume !== undefined && <span className="duration-goes-on" />}
      </div>
      <div className="duration-points">
        {points.map(({ at, word }, index) => (
          <span key={word} style={index === 1 ? { left: `${running}%` } : {}}>
            <b className="tabular">{show(at)}</b> {word}
          </span>
        ))}
      </div>
    </div>
  );
}
