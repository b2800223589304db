import type { JudgedFinding } from '../policy/judge.ts';
import { describeSeverity, SEVERITIES } from '../severity.ts';

/** Findings of one severity, for a summary. */
export interface SeverityCount {
  readonly word: string;
  readonly count: number;
}

/** Of what counts, the worst first. */
export const countBySeverity = (findings: readonly JudgedFinding[]): SeverityCount[] =>
  SEVERITIES.map((severity) => ({
    word: describeSeverity(severity),
    count: findings.filter((each) => each.severity === severity && !each.ignored).length,
  }));

/** `12 findings: 1 critical, 11 high. 9 can be fixed by an upgrade. 2 are ignored by the policy.` */
export const describeFindings = (findings: readonly JudgedFinding[]): string => {
  const counted = findings.filter(({ ignored }) => !ignored);
  const fixable = counted.filter(({ fixedVersion }) => fixedVersion !== undefined).length;
  const left = findings.length - counted.length;
  const parts = countBySeverity(findings).filter(({ count }) => count > 0);
  const total = counted.length === 1 ? '1 finding' : `${counted.length === 0 ? 'No' : counted.length} findings`;
  return [
    `${total}${parts.length > 0 ? `: ${parts.map(({ count, word }) => `${count} ${word}`).join(', ')}` : ''}.`,
    ...(counted.length > 0 ? [`${fixable} can be fixed by an upgrade.`] : []),
    ...(left > 0 ? [`${left} ignored by the policy.`] : []),
  ].join(' ');
};
