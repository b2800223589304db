import type { Finding } from '#protocol/report';
import { type FindingKey, finding } from '../../finding-catalogue.ts';
import type { CertificateFacts } from './certificate-facts.ts';

const SOON_MS = 30 * 24 * 60 * 60 * 1000;

// RFC 8017 appendix A.2.4, RFC 3279 §2.2, RFC 5758 §3.
const BROKEN_SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2 with RSA',
  '1.2.840.113549.1.1.4': 'MD5 with RSA',
  '1.2.840.113549.1.1.5': 'SHA-1 with RSA',
  '1.2.840.10040.4.3': 'SHA-1 with DSA',
  '1.2.840.10045.4.1': 'SHA-1 with ECDSA',
};

const LEAST_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

/** `2026-03-08T10:30:00Z`. */
const iso = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : 'an unreadable date');

const describe = (facts: CertificateFacts): string =>
  `Subject ${facts.subject || '(empty)'}; issuer ${facts.issuer || '(empty)'}; valid from ${iso(facts.validFrom)} to ${iso(facts.validTo)}; ` +
  `${facts.keyType.toUpperCase()} key${facts.keyBits === undefined ? '' : ` of ${facts.keyBits} bits`}.`;

const dateProblem = (facts: CertificateFacts, now: number): FindingKey | undefined => {
  if (now > facts.validTo) return 'tls-certificate-expired';
  if (now < facts.validFrom) return 'tls-certificate-not-yet-valid';
  // A certificate for a few days renews itself: soon is relative to its whole life.
  const soonMs = Math.min(SOON_MS, (facts.validTo - facts.validFrom) / 3);
  return facts.validTo - now < soonMs ? 'tls-certificate-expires-soon' : undefined;
};

const isWeakKey = ({ keyType, keyBits }: CertificateFacts): boolean => keyBits !== undefined && keyBits < (LEAST_BITS[keyType] ?? 0);

/** The weaknesses of a certificate at the instant `now` (epoch milliseconds). */
export const judgeCertificate = (facts: CertificateFacts, port: number, now: number): Finding[] => {
  const seen = describe(facts);
  const findings: Finding[] = [];
  const dates = dateProblem(facts, now);
  if (dates) findings.push(finding(dates, port, seen));
  if (facts.selfSigned) findings.push(finding('tls-certificate-self-signed', port, seen));
  if (facts.namesHost === false) findings.push(finding('tls-certificate-name-mismatch', port, seen));
  if (isWeakKey(facts)) findings.push(finding('tls-certificate-weak-key', port, seen));
  const broken = BROKEN_SIGNATURES[facts.signatureOid ?? ''];
  // Nobody checks the signature of a self-signed certificate: that it is self-signed is the finding.
  if (broken && !facts.selfSigned) findings.push(finding('tls-certificate-weak-signature', port, `Signed by ${broken}. ${seen}`));
  return findings;
};
