import type { ApplianceJob } from '#contract/appliance-fleet';
import { formatDuration } from '../../../ui/time/format-duration.ts';

/** `+0.31 s` below a minute, `+4 min` from there on. */
const since = (from: string, to: string): string => {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  return `+${ms < 60_000 ? `${(ms / 1000).toFixed(2)} s` : formatDuration(ms)}`;
};

/** The hops of a slice after it was offered, each with how long after. */
export function jobHops({ offeredAt, acceptedAt, startedAt, endedAt }: ApplianceJob): { name: string; after: string }[] {
  const hops = [
    ['accepted', acceptedAt],
    ['started', startedAt],
    ['ended', endedAt],
  ] as const;
  return hops.flatMap(([name, at]) => (at === undefined ? [] : [{ name, after: since(offeredAt, at) }]));
}
