import { formatOffset } from '../../../ui/time/format-duration.ts';

interface ClockPictureProps {
  /** Newest first. */
  readonly items: readonly { readonly at: string; readonly offsetMs: number }[];
  readonly alarmMs: number;
}

const [WIDTH, HEIGHT] = [440, 90];

/** The offset over time, a step a measurement, between the two lines of the alarm. */
export function ClockPicture({ items, alarmMs }: ClockPictureProps) {
  const times = items.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const reach = Math.max(alarmMs, ...items.map(({ offsetMs }) => Math.abs(offsetMs))) * 1.1;
  const x = (atMs: number) => ((atMs - first) / Math.max(1, last - first)) * WIDTH;
  const y = (offsetMs: number) => HEIGHT / 2 - (offsetMs / reach) * (HEIGHT / 2);
  const points = items.map(({ at, offsetMs }) => ({ x: x(Date.parse(at)), y: y(offsetMs) })).reverse();
  const path = points.map((point, i) => (i === 0 ? `M${point.x},${point.y}` : `H${point.x}V${point.y}`)).join('');
  const worst = items.reduce((most, { offsetMs }) => (Math.abs(offsetMs) > Math.abs(most) ? offsetMs : most), 0);
  return (
    <svg
      className="clock-picture"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Clock offset in ${items.length} measurements, ${formatOffset(worst)} at most; the alarm is at ${alarmMs / 1000} s`}
    >
      <line className="clock-zero" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
      {[alarmMs, -alarmMs].map((limit) => (
        <line key={limit} className="clock-alarm" x1={0} x2={WIDTH} y1={y(limit)} y2={y(limit)} />
      ))}
      <path d={path} />
    </svg>
  );
}
