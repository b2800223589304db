import type { Instant } from '../time/instant.ts';

/** 5 is the worst. 1 and 2 are for information. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/** An open port and what answered on it. */
export interface Service {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Service name as in the IANA registry: `ssh`, `http`. */
  readonly name?: string | undefined;
  readonly product?: string | undefined;
  readonly version?: string | undefined;
  /** CPE 2.2 or 2.3 name as the engine told it. */
  readonly cpe?: string | undefined;
  readonly tls: boolean;
}

/** A weakness that an engine observed on one host. */
export interface Finding {
  /** Stable id of the kind of finding: `tls-certificate-expired`. */
  readonly key: string;
  readonly severity: Severity;
  readonly title: string;
  readonly port?: number | undefined;
  readonly protocol?: 'tcp' | 'udp' | undefined;
  readonly cves: readonly string[];
  /** What was seen, word for word where possible. Comes from the network: escape it. */
  readonly evidence: string;
  readonly solution: string;
  /** Of a known vulnerability: the version of the package that was seen, and the first one without it. */
  readonly installedVersion?: string | undefined;
  readonly fixedVersion?: string | undefined;
}

/** All that one scan learned of one address. */
export interface HostResult {
  readonly address: string;
  readonly hostname?: string | undefined;
  readonly alive: boolean;
  readonly operatingSystem?: string | undefined;
  readonly services: readonly Service[];
  readonly findings: readonly Finding[];
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Present when the host could not be scanned to the end: a time-out, an engine failure. */
  readonly failure?: string | undefined;
  /** Version of the signature manifest that known vulnerabilities were looked up in; absent: in none. */
  readonly signatures?: string | undefined;
}
