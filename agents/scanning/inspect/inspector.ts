import type { Finding, Service } from '#protocol/report';
import type { Distribution } from '../known/distribution-package.ts';
import type { Patience } from '../network/patience.ts';
import type { Endpoint } from '../network/talk.ts';

/** One open service to look at. `endpoint.serverName` is set when the host was given by name. */
export interface Inspected {
  readonly service: Service;
  readonly endpoint: Endpoint;
}

export interface InspectionTools {
  readonly clock: () => number;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/** What a look at a service brought: weaknesses, and what it said about itself. */
export interface Inspection {
  readonly findings: readonly Finding[];
  readonly learned?: Pick<Service, 'product' | 'version' | 'cpe'>;
  /** Whose package it is, where the service says so: `Server: Apache/2.4.57 (Debian)`. */
  readonly distribution?: Distribution;
}

/** Looks at services of one kind; few connections, each with a hard limit, no redirect followed, nothing changed. */
export interface Inspector {
  readonly name: string;
  readonly fits: (service: Service) => boolean;
  /** Never rejects because of what the peer does; an aborted signal ends it with what was seen so far. */
  readonly inspect: (inspected: Inspected, tools: InspectionTools) => Promise<Inspection>;
}

export const NOTHING_SEEN: Inspection = { findings: [] };
