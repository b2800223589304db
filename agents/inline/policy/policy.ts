import type { Severity } from '../severity.ts';

/** What an image must hold to for a pipeline to go on. */
export interface Policy {
  readonly rules: readonly SeverityRule[];
  readonly deny: readonly DeniedPackage[];
  readonly ignore: readonly Ignored[];
  /** Whether an inventory that could not be read whole, or that the signatures do not cover whole, fails. */
  readonly incomplete: 'allow' | 'fail';
}

/** Fails where more than `allow` findings are at least that severe. */
export interface SeverityRule {
  readonly name: string;
  readonly minSeverity: Severity;
  /** Only findings with a fixed version count. */
  readonly onlyFixable: boolean;
  /** Only findings in these packages count; `*` stands for any text. Absent: in all. */
  readonly packages?: readonly string[] | undefined;
  readonly allow: number;
}

/** Fails where the package is in the image, vulnerable or not. */
export interface DeniedPackage {
  /** `*` stands for any text. */
  readonly package: string;
  readonly ecosystem?: string | undefined;
  readonly reason: string;
}

/** A finding that does not count. */
export interface Ignored {
  /** A CVE or the id of an advisory. An advisory of several CVEs is left out when all of them are, or it is itself. */
  readonly id: string;
  /** Only in this package; `*` stands for any text. */
  readonly package?: string | undefined;
  readonly reason: string;
  /** ISO 8601 day (UTC), the last one on which it does not count. Absent: for good. */
  readonly expires?: string | undefined;
}

/** Nothing is asked of the image. */
export const NO_POLICY: Policy = { rules: [], deny: [], ignore: [], incomplete: 'allow' };
