import type { Finding } from '#protocol/report';

/** What is the same for all findings of a kind. */
export interface FindingKind {
  readonly severity: Finding['severity'];
  readonly title: string;
  readonly solution: string;
  /** Only CVEs that every observation of this kind implies. */
  readonly cves?: readonly string[];
}

/** Keeps the keys as literal types. */
export const findingKinds = <K extends string>(kinds: Readonly<Record<K, FindingKind>>): Readonly<Record<K, FindingKind>> => kinds;
