import './progress.css';

interface ProgressBarProps {
  /** What progresses: "Hosts scanned". */
  readonly label: string;
  readonly value: number;
  readonly of: number;
  /** Under way but not done: drawn lighter after the done part. */
  readonly underWay?: number;
  readonly tone?: 'accent' | 'idle' | 'warn' | 'bad';
  readonly size?: 'thin' | 'normal';
}

const percent = (value: number, of: number) => (of <= 0 ? 0 : Math.min(100, Math.max(0, (value / of) * 100)));

/** How far something is, of a known whole. */
export function ProgressBar({ label, value, of, underWay = 0, tone = 'accent', size = 'normal' }: ProgressBarProps) {
  const done = percent(value, of);
  return (
    <span
      className="progress"
      data-bar={tone}
      data-size={size}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={Math.min(value, of)}
      aria-valuetext={`${value} of ${of}`}
    >
      <span className="progress-done" style={{ width: `${done}%` }} />
      <span className="progress-under-way" style={{ width: `${Math.min(100 - done, percent(underWay, of))}%` }} />
    </span>
  );
}
