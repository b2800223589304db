import type { Scan } from '#contract/scans';
import { formatDuration } from '../../ui/time/format-duration.ts';
import { hasEnded } from './scan-actions.ts';

export type HopKey = 'due' | 'queued' | 'offered' | 'accepted' | 'started' | 'uploading' | 'uploaded' | 'indexed';

/** A station on the way of a scan. */
export interface ScanHop {
  readonly key: HopKey;
  readonly name: string;
  readonly state: 'done' | 'now' | 'ahead';
  readonly at?: string;
  /** Since the first hop: "+0.31 s"; absent at the first hop itself. */
  readonly offset?: string;
}

/** `+0.31 s` below a minute, `+4 min` from there on; with a true minus where clocks disagree. */
export function formatHopOffset(offsetMs: number): string {
  const sign = offsetMs < 0 ? '−' : '+';
  const size = Math.abs(offsetMs);
  return `${sign}${size < 60_000 ? `${(size / 1000).toFixed(2)} s` : formatDuration(size)}`;
}

const beginning = ({ dueAt, queuedAt }: Scan['hops']) => Date.parse(dueAt ?? queuedAt);

/** From due (or queued, when launched by hand) to the start of the first host; undefined before that. */
export function dueToFirstHost({ hops }: Pick<Scan, 'hops'>): { readonly from: 'due' | 'queued'; readonly words: string } | undefined {
  if (hops.startedAt === undefined) return undefined;
  const ms = Date.parse(hops.startedAt) - beginning(hops);
  const words = Math.abs(ms) < 60_000 ? `${(ms / 1000).toFixed(2).replace('-', '−')} s` : formatDuration(ms);
  return { from: hops.dueAt === undefined ? 'queued' : 'due', words };
}

/** The way of a scan in order. The first hop without a time is where it is now, until it has ended. */
export function hopsOfScan({ hops, state }: Pick<Scan, 'hops' | 'state'>): readonly ScanHop[] {
  const upload: readonly [HopKey, string, string | undefined] =
    hops.uploadedAt === undefined ? ['uploading', 'Uploading', undefined] : ['uploaded', 'Uploaded', hops.uploadedAt];
  const way: readonly (readonly [HopKey, string, string | undefined])[] = [
    ...(hops.dueAt === undefined ? [] : ([['due', 'Due', hops.dueAt]] as const)),
    ['queued', 'Queued', hops.queuedAt],
    ['offered', 'Offered', hops.offeredAt],
    ['accepted', 'Accepted', hops.acceptedAt],
    ['started', 'Started', hops.startedAt],
    upload,
    ['indexed', 'Indexed', hops.indexedAt],
  ];
  const present = hasEnded({ state }) ? undefined : way.find(([, , at]) => at === undefined)?.[0];
  return way.map(([key, name, at], index) => ({
    ...{ key, name },
    state: at !== undefined ? 'done' : key === present ? 'now' : 'ahead',
    ...(at !== undefined && { at }),
    ...(at !== undefined && index > 0 && { offset: formatHopOffset(Date.parse(at) - beginning(hops)) }),
  }));
}
