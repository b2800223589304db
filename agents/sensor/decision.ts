import type { Trigger } from '../protocol/sensor-report.ts';
import type { FoldedAction } from './fold-hints.ts';

/** An event that did not lead to a scan, and why (F5). Codes: `not-scanned` of agents/protocol/sensor-report.ts. */
export interface NotScanned {
  readonly action: string;
  readonly at: number;
  readonly trigger?: Trigger;
  readonly code: string;
  readonly reason: string;
}

/** What follows from a burst of events, once the engine was asked how things are. */
export interface Decision {
  readonly scan?: { readonly trigger: Trigger; readonly action?: string };
  readonly notScanned: readonly NotScanned[];
}

/** Said of one action of the burst. */
export const notScanned = ({ action, at, count }: FoldedAction, code: string, reason: string, trigger?: Trigger): NotScanned => ({
  ...{ action, at, code },
  reason: count > 1 ? `${reason} It came ${count} times in a short while, told once.` : reason,
  ...(trigger === undefined ? {} : { trigger }),
});
