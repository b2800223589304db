import type { Finding } from '#protocol/report';
import { MAIL_AND_SHELL_FINDINGS } from './catalogue/mail-and-shell-findings.ts';
import { OPEN_DATA_FINDINGS } from './catalogue/open-data-findings.ts';
import { PACKAGE_FINDINGS } from './catalogue/package-findings.ts';
import { SSH_FINDINGS } from './catalogue/ssh-findings.ts';
import { TLS_FINDINGS } from './catalogue/tls-findings.ts';
import { WEB_FINDINGS } from './catalogue/web-findings.ts';
import { cleanText } from './clean-text.ts';

/**
 * Every kind of finding that the engines can make, under its stable key. Severities:
 * 5 anyone on the network reads, changes or runs things · 4 secrets can be read or forged with modest effort ·
 * 3 protection that is outdated or can be bypassed under conditions · 2 a safeguard is missing · 1 for information.
 */
export const FINDING_CATALOGUE = {
  ...TLS_FINDINGS,
  ...WEB_FINDINGS,
  ...SSH_FINDINGS,
  ...OPEN_DATA_FINDINGS,
  ...MAIL_AND_SHELL_FINDINGS,
  ...PACKAGE_FINDINGS,
};

export type FindingKey = keyof typeof FINDING_CATALOGUE;

const MAX_EVIDENCE = 2000;

/** A finding of a known kind. `evidence` is what was seen; more CVEs only where the observation itself implies them. */
export const finding = (key: FindingKey, port: number, evidence: string, cves: readonly string[] = []): Finding => {
  const kind = FINDING_CATALOGUE[key];
  return {
    key,
    severity: kind.severity,
    title: kind.title,
    port,
    protocol: 'tcp',
    cves: [...new Set([...(kind.cves ?? []), ...cves])],
    evidence: cleanText(evidence, MAX_EVIDENCE),
    solution: kind.solution,
  };
};
