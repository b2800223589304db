import { createHash } from 'node:crypto';
import type { JudgedFinding } from '../policy/judge.ts';
import { nameOf, type ScannedImage, type ScanReport } from '../scan-report.ts';
import { describeSeverity, type Severity } from '../severity.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { 5: 'error', 4: 'error', 3: 'warning', 2: 'note', 1: 'note' };

/** What code hosts sort by (GitHub's `security-severity`): the middle of the CVSS range that each severity stands for. */
const SCORES: Readonly<Record<Severity, string>> = { 5: '9.5', 4: '8.0', 3: '5.5', 2: '2.5', 1: '0.1' };

/** Relative references of RFC 3986: hosts of SARIF refuse what is none. */
const toUri = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const lineOf = ({ package: name, installedVersion, fixedVersion }: JudgedFinding, image: string): string =>
  `${name} ${installedVersion} in ${image}. ${fixedVersion === undefined ? 'No fixed version is known.' : `Fixed in ${fixedVersion}.`}`;

const ruleOf = ({ advisoryId, title, cves, severity }: JudgedFinding) => ({
  id: advisoryId,
  shortDescription: { text: title },
  fullDescription: { text: cves.length > 0 ? `${title} (${cves.join(', ')})` : title },
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { 'security-severity': SCORES[severity], tags: ['security', 'vulnerability', ...cves] },
});

const resultOf = (finding: JudgedFinding, image: ScannedImage, ruleIndex: number) => {
  const name = nameOf(image);
  const { advisoryId, severity, purl, path, ignored, package: found } = finding;
  const fingerprint = createHash('sha256')
    .update([advisoryId, purl, path ?? ''].join('\0'))
    .digest('hex');
  return {
    ...{ ruleId: advisoryId, ruleIndex, level: LEVELS[severity], message: { text: lineOf(finding, name) } },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: toUri(path ?? name) }, region: { startLine: 1 } },
        logicalLocations: [{ name: found, fullyQualifiedName: purl, kind: 'module' }],
      },
    ],
    partialFingerprints: { 'watchbill/v1': fingerprint },
    ...(ignored && { suppressions: [{ kind: 'external', justification: ignored.reason }] }),
    properties: {
      severity: describeSeverity(severity),
      installedVersion: finding.installedVersion,
      fixedVersion: finding.fixedVersion,
      layer: finding.layer,
      imageId: image.inventory.imageId,
    },
  };
};

/** For code hosts: SARIF 2.1.0, one rule for each advisory, one result for each finding. What the policy ignores is suppressed. */
export const composeSarif = (report: ScanReport): string => {
  const all = report.images.flatMap((image) => image.findings.map((finding) => ({ image, finding })));
  const ruleIndexes = new Map<string, number>();
  const rules = all.flatMap(({ finding }) => {
    if (ruleIndexes.has(finding.advisoryId)) return [];
    ruleIndexes.set(finding.advisoryId, ruleIndexes.size);
    return [ruleOf(finding)];
  });
  const run = {
    tool: { driver: { name: 'watchbill-scan', semanticVersion: report.scanner, rules } },
    invocations: [
      {
        executionSuccessful: report.outcome !== 'unknown',
        endTimeUtc: report.scannedAt,
        toolExecutionNotifications: report.warnings.map((text) => ({ level: 'warning', message: { text } })),
      },
    ],
    results: all.map(({ image, finding }) => resultOf(finding, image, ruleIndexes.get(finding.advisoryId) ?? 0)),
    columnKind: 'utf16CodeUnits',
    properties: { outcome: report.outcome, manifest: report.manifest.version, target: report.target },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
};
