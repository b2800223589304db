import type { SliceSquare } from '../../ui/progress/slice-squares.tsx';

/** A part of a scan, as the contract tells it. */
export interface ScanSlice {
  readonly id: string;
  readonly index: number;
  readonly state: 'queued' | 'held' | 'leased' | 'done' | 'failed' | 'canceled';
  readonly hostsDone: number;
  readonly hostsTotal: number;
  readonly attempts: number;
  readonly applianceId?: string | undefined;
  readonly applianceName?: string | undefined;
  readonly leaseExpiresAt?: string | undefined;
  readonly lost: readonly { readonly applianceName: string; readonly reason: string }[];
}

export interface SliceGroup {
  /** Name of the appliance; undefined: no appliance has them. */
  readonly applianceName: string | undefined;
  readonly squares: readonly SliceSquare[];
  readonly hostsDone: number;
  readonly hostsTotal: number;
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

/** What an appliance lost of a slice stays visible with it, whoever has the slice now. */
const lostBy = (slices: readonly ScanSlice[], name: string): SliceSquare[] =>
  slices.flatMap((slice) =>
    slice.lost
      .filter((one) => one.applianceName === name && !(slice.state === 'failed' && slice.applianceName === name))
      .map(({ reason }, time) => ({ key: `${slice.id} ${time}`, state: 'lost' as const, title: `Slice ${sliceNumber(slice)}: ${reason}` })),
  );

const sumOf = (slices: readonly ScanSlice[], field: 'hostsDone' | 'hostsTotal') => slices.reduce((sum, slice) => sum + slice[field], 0);

/** The slices by who has or had them, appliances by name, what nobody has at the end. */
export function groupSlices(slices: readonly ScanSlice[]): readonly SliceGroup[] {
  const names = new Set(slices.flatMap(({ applianceName, lost }) => [applianceName, ...lost.map((one) => one.applianceName)]));
  const ordered = [...names].sort((one, other) => (one ?? '\uffff').localeCompare(other ?? '\uffff'));
  return ordered.map((applianceName) => {
    const own = slices.filter((slice) => slice.applianceName === applianceName);
    return {
      applianceName,
      squares: [...own.map(squareOf), ...(applianceName === undefined ? [] : lostBy(slices, applianceName))],
      hostsDone: sumOf(own, 'hostsDone'),
      hostsTotal: sumOf(own, 'hostsTotal'),
    };
  });
}

/** Hosts in slices that an appliance works on, less those done: under way. */
export const hostsUnderWay = (slices: readonly ScanSlice[]): number => {
  const leased = slices.filter(({ state }) => state === 'leased');
  return sumOf(leased, 'hostsTotal') - sumOf(leased, 'hostsDone');
};
