import type { Schedule } from '#contract/schedules';

const SHOWN = 2;

/** Targets in a line: "10.20.0.0/22, api.pay.example and 3 more, less 10.20.0.9". */
export function describeTarget(target: Schedule['target']): string {
  if (target.kind === 'tags') return 'Asset tags';
  if (target.kind === 'cloud') return 'Cloud connector';
  const list = (entries: readonly string[]) => {
    const rest = entries.length - SHOWN;
    const shown = entries.slice(0, SHOWN).join(', ');
    return rest > 0 ? `${shown} and ${rest} more` : shown;
  };
  return target.exclude.length === 0 ? list(target.include) : `${list(target.include)} less ${list(target.exclude)}`;
}
