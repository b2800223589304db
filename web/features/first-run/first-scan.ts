import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#contract/index';
import { wallClock } from '../../ui/time/wall-clock.ts';

type Client = ContractRouterClient<Contract>;
type ScanInput = Parameters<Client['scans']['create']>[0];
type ScheduleInput = Parameters<Client['schedules']['create']>[0];

export type Repeat = 'once' | 'daily' | 'weekly';

/** What the last step of the first run asks for. */
export interface FirstScan {
  /** As typed: addresses, ranges, CIDR or names, separated by commas or white space. */
  readonly targets: string;
  readonly profileId: string | undefined;
  readonly repeat: Repeat;
  readonly timeZone: string;
  readonly nowMs: number;
}

export const splitTargets = (text: string): string[] => text.split(/[\s,;]+/).filter((target) => target !== '');

const DAY_MS = 24 * 3600 * 1000;
const SUNDAY = 0;

/** 02:00 on the next day, or on the next Sunday, never today: as the wall clock of the zone says it. */
export function firstStart(repeat: Repeat, timeZone: string, nowMs: number): string {
  const today = wallClock(nowMs, timeZone);
  const days = repeat === 'weekly' ? 7 - ((today.weekday - SUNDAY + 7) % 7) : 1;
  const date = new Date(Date.UTC(today.year, today.month - 1, today.day) + days * DAY_MS);
  return `${date.toISOString().slice(0, 10)}T02:00`;
}

const common = ({ targets, profileId }: FirstScan) => ({
  title: 'First scan',
  target: { kind: 'hosts' as const, include: splitTargets(targets) },
  scanners: { kind: 'any' as const },
  ...(profileId !== undefined && { optionProfileId: profileId }),
});

export const toScanInput = (scan: FirstScan): ScanInput => common(scan);

export function toScheduleInput(scan: FirstScan): ScheduleInput {
  const { repeat, timeZone, nowMs } = scan;
  return {
    ...common(scan),
    start: firstStart(repeat, timeZone, nowMs),
    timeZone,
    observeDst: true,
    recurrence: repeat === 'weekly' ? { kind: 'weekly', every: 1, weekdays: ['SU'] } : { kind: 'daily', every: 1 },
  };
}
