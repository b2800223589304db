import type { HostResult } from '#protocol/report';
import type { ScanProfile } from '#protocol/slice';
import type { Patience } from './network/patience.ts';

/** What an engine learns of one address before the inspectors look at its services. */
export type ProbedHost = Omit<HostResult, 'findings' | 'hostname'>;

export interface EngineOrder {
  /** IP addresses, each one once. The engine touches nothing else. */
  readonly addresses: readonly string[];
  /** TCP ports in ascending order. */
  readonly ports: readonly number[];
  readonly profile: ScanProfile;
  readonly patience: Patience;
  readonly clock: () => number;
}

/**
 * Discovers hosts and probes their ports and services. Findings come from the inspectors, which all engines share.
 */
export interface Engine {
  readonly name: 'nmap' | 'connect';
  readonly version: string;
  /**
   * Hands over each host as soon as it is done; hosts that are not done when `stop` comes are not handed over.
   * Resolves when no more will come, rejects when the engine itself broke.
   */
  readonly scan: (order: EngineOrder, report: (host: ProbedHost) => void, stop: AbortSignal) => Promise<void>;
}

/** A port that accepts everything must not fill a report: open ports past this number are not listed. */
export const MAX_SERVICES = 1000;
