import type { Slice } from '#contract/scans';
import type { SliceSquare } from '../../ui/progress/slice-squares.tsx';

export type ScanSlice = Slice;

export interface SliceGroup {
  /** Name of the appliance; undefined: no appliance has them. */
  readonly applianceName: string | undefined;
  readonly squares: readonly SliceSquare[];
  readonly hostsDone: number;
  readonly hostsTotal: number;
  /** Of what nobody has: who declined last, and why. */
  readonly declined?: string;
}

const SQUARES = { leased: 'running', done: 'done', failed: 'lost', queued: 'queued', held: 'queued', canceled: 'queued' } as const;
const WORDS = { leased: 'running', done: 'done', failed: 'failed', queued: 'queued', held: 'held', canceled: 'canceled' } as const;

/** People count from one. */
export const sliceNumber = ({ index }: Pick<ScanSlice, 'index'>): number => index + 1;

const squareOf = (slice: ScanSlice): SliceSquare => ({
  key: slice.id,
  state: SQUARES[slice.state],
  title: `Slice ${sliceNumber(slice)}, ${WORDS[slice.state]}, ${slice.hostsDone} of ${slice.hostsTotal} hosts`,
});

/** What an appliance lost of a slice stays visible with it, once a slice, whoever has it now. Who declined has lost nothing. */
const lostBy = (slices: readonly ScanSlice[], name: string): SliceSquare[] =>
  slices.flatMap((slice) => {
    const last = slice.lost.findLast((one) => one.applianceName === name && one.outcome !== 'declined');
    if (last === undefined || slice.applianceName === name) return [];
    return [{ key: `${slice.id} lost`, state: 'lost' as const, title: `Slice ${sliceNumber(slice)}: ${last.reason}` }];
  });

function lastDecline(slices: readonly ScanSlice[]): string | undefined {
  const last = slices.flatMap(({ lost }) => lost.filter(({ outcome }) => outcome === 'declined').slice(-1)).at(-1);
  return last && `${last.applianceName} declined: ${last.reason}`;
}

const sumOf = (slices: readonly ScanSlice[], field: 'hostsDone' | 'hostsTotal') => slices.reduce((sum, slice) => sum + slice[field], 0);

const isLost = ({ outcome }: ScanSlice['lost'][number]) => outcome !== 'declined';

/** The slices by who has or had them, appliances by name, what nobody has at the end. */
export function groupSlices(slices: readonly ScanSlice[]): readonly SliceGroup[] {
  const names = new Set(
    slices.flatMap(({ applianceName, lost }) => [applianceName, ...lost.filter(isLost).map((one) => one.applianceName)]),
  );
  const ordered = [...names].sort((one, other) => (one ?? '\uffff').localeCompare(other ?? '\uffff'));
  return ordered.map((applianceName) => {
    const own = slices.filter((slice) => slice.applianceName === applianceName);
    const declined = applianceName === undefined ? lastDecline(own) : undefined;
    return {
      applianceName,
      squares: [...own.map(squareOf), ...(applianceName === undefined ? [] : lostBy(slices, applianceName))],
      hostsDone: sumOf(own, 'hostsDone'),
      hostsTotal: sumOf(own, 'hostsTotal'),
      ...(declined !== undefined && { declined }),
    };
  });
}

/** Hosts in slices that an appliance works on, less those done: under way. */
export const hostsUnderWay = (slices: readonly ScanSlice[]): number => {
  const leased = slices.filter(({ state }) => state === 'leased');
  return sumOf(leased, 'hostsTotal') - sumOf(leased, 'hostsDone');
};
