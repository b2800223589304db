import type { HostResult } from '#protocol/report';
import type { AddressRange, ScanProfile, SliceHost } from '#protocol/slice';
import type { Manifest } from '../signatures/manifest/open-manifest.ts';
import type { Patience } from './network/patience.ts';

/** What is to be scanned. Nothing outside `hosts` is touched. */
export interface ScanOrder {
  readonly hosts: readonly SliceHost[];
  readonly profile: ScanProfile;
  /** Not touched, even where a name of `hosts` resolves to one of them. */
  readonly excluded?: readonly AddressRange[] | undefined;
}

/** What happens while a slice is scanned, in the order in which it happens. */
export type ScanEvent =
  | { readonly kind: 'started'; readonly engine: string }
  | { readonly kind: 'host'; readonly result: HostResult }
  | { readonly kind: 'progress'; readonly hostsDone: number; readonly hostsTotal: number };

/** The outside world, as far as a scan needs it. Only the clock must be given. */
export interface ScanTools {
  /** Whole milliseconds since 1970-01-01T00:00:00Z, platform time. */
  readonly clock: () => number;
  /** Name → address in the appliance's own network; rejects when there is none. */
  readonly resolve?: (name: string) => Promise<string>;
  /** Overrides single waiting times and limits. */
  readonly patience?: Partial<Patience>;
  /** What known vulnerabilities are looked up in; without it none are reported. */
  readonly signatures?: Manifest | undefined;
}
