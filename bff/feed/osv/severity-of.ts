import type { Advisory } from '../../../agents/signatures/advisory.ts';
import { cvssBaseScore } from './cvss.ts';
import type { OsvAffected, OsvRecord } from './osv-record.ts';

type Severity = NonNullable<Advisory['severity']>;

/** The qualitative scale of CVSS (specification §5) as ours: critical 5, high 4, medium 3, low 2, none 1. */
const ofScore = (score: number): Severity => (score >= 9 ? 5 : score >= 7 ? 4 : score >= 4 ? 3 : score > 0 ? 2 : 1);

const WORDS: Readonly<Record<string, Severity>> = {
  ...{ critical: 5, high: 4, important: 4, moderate: 3, medium: 3, low: 2 },
  ...{ negligible: 1, unimportant: 1, none: 1 },
};

const ofWord = (word: unknown): Severity | undefined => (typeof word === 'string' ? WORDS[word.toLowerCase()] : undefined);

const ofVectors = (severities: OsvRecord['severity']): Severity | undefined => {
  const scores = (severities ?? []).map(({ score }) => cvssBaseScore(score)).filter((score) => score !== undefined);
  if (scores.length > 0) return ofScore(Math.max(...scores));
  // Ubuntu and others give a word in place of a vector.
  return (severities ?? []).map(({ score }) => ofWord(score)).find((severity) => severity !== undefined);
};

/**
 * The severity that a publisher gave: of the affected package before that of the record, a CVSS score before a word.
 * CVSS 4 vectors are not scored here; their publishers give a word as well. `undefined`: not rated.
 */
export const severityOf = (record: OsvRecord, affected: OsvAffected): Severity | undefined =>
  ofVectors(affected.severity) ??
  ofWord(affected.ecosystem_specific?.severity) ??
  ofWord(affected.ecosystem_specific?.urgency) ??
  ofWord(affected.database_specific?.severity) ??
  ofVectors(record.severity) ??
  ofWord(record.database_specific?.severity);
