import type { Appliance } from '#contract/appliances';
import { formatBytes } from '../../../ui/time/format-duration.ts';

type CapacityFacts = NonNullable<Appliance['capacity']>;

export interface CapacityLine {
  readonly label: string;
  readonly value: number;
  readonly of: number;
  readonly words: string;
}

const present = (line: CapacityLine | undefined): readonly CapacityLine[] => (line === undefined ? [] : [line]);

/** What can be drawn as a bar: a share needs its whole. */
export function capacityLines({
  cpuPercent,
  memoryUsedBytes: used,
  memoryTotalBytes: total,
  load,
  cores,
}: CapacityFacts): readonly CapacityLine[] {
  return [
    ...present(cpuPercent === undefined ? undefined : { label: 'CPU', value: cpuPercent, of: 100, words: `${Math.round(cpuPercent)} %` }),
    ...present(
      used === undefined || total === undefined
        ? undefined
        : { label: 'Memory', value: used, of: total, words: `${formatBytes(used)} of ${formatBytes(total)}` },
    ),
    ...present(
      load === undefined || cores === undefined
        ? undefined
        : { label: 'Load', value: load, of: cores, words: `${load.toFixed(1)} of ${cores} cores` },
    ),
  ];
}
