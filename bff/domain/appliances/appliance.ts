import type { Instant } from '../time/instant.ts';

/** States with printed rules (design 04, N6). Derived from facts at every look, never stored. */
export const APPLIANCE_STATES = ['never-connected', 'online', 'busy', 'updating', 'late', 'offline', 'missing', 'retired'] as const;
export type ApplianceState = (typeof APPLIANCE_STATES)[number];

export interface ApplianceCapacity {
  /** Slices that it may run at once, and runs now. */
  readonly slots: number;
  readonly used: number;
  readonly cpuPercent?: number | undefined;
  readonly memoryUsedBytes?: number | undefined;
  readonly memoryTotalBytes?: number | undefined;
  /** One-minute load average, and the cores it is spread over. */
  readonly load?: number | undefined;
  readonly cores?: number | undefined;
  readonly spoolBytes?: number | undefined;
}

export interface ApplianceVersions {
  readonly appliance: string;
  readonly scand: string;
  readonly engines: readonly { readonly name: string; readonly version: string }[];
  readonly signatures?: string | undefined;
}

/** How the last update of one of its packages stands, or of the repository as a whole where no package is named. */
export interface ApplianceUpdate {
  readonly package?: string | undefined;
  readonly state: 'downloading' | 'installing' | 'installed' | 'failed' | 'rolled-back' | 'current';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly reason?: string | undefined;
  /** Epoch ms. */
  readonly at: number;
}

/** A registered scanner that polls for work. */
export interface Appliance {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly location?: string | undefined;
  readonly pollIntervalSeconds: number;
  readonly promptDelivery: boolean;
  readonly registeredAt?: Instant | undefined;
  readonly codeExpiresAt?: Instant | undefined;
  readonly retiredAt?: Instant | undefined;
  readonly lastPollAt?: Instant | undefined;
  /** When its next poll is due by what it was told. */
  readonly nextPollAt?: Instant | undefined;
  /** Since when no poll was missed; stays when it goes offline, until it is back. */
  readonly onlineSince?: Instant | undefined;
  readonly bootId?: string | undefined;
  readonly hostName?: string | undefined;
  readonly addresses: readonly string[];
  readonly capacity?: ApplianceCapacity | undefined;
  readonly versions?: ApplianceVersions | undefined;
  /** Appliance clock minus platform clock, ms. */
  readonly clockOffsetMs?: number | undefined;
  /** Absent: it cannot update itself. */
  readonly updates?: readonly ApplianceUpdate[] | undefined;
  readonly createdAt: Instant;
}
