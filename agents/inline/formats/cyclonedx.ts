import type { ImagePackage } from '../../inventory/image-inventory.ts';
import type { JudgedFinding } from '../policy/judge.ts';
import { nameOf, type ScannedImage, type ScanReport, shortId } from '../scan-report.ts';
import type { Severity } from '../severity.ts';

/** The words of CycloneDX. */
const SEVERITIES: Readonly<Record<Severity, string>> = { 5: 'critical', 4: 'high', 3: 'medium', 2: 'low', 1: 'info' };

const property = (name: string, value: string | undefined) =>
  value === undefined || value === '' ? [] : [{ name: `watchbill:${name}`, value }];

/** A package may lie in several places of one image, and in several images. */
const refOf = ({ inventory }: ScannedImage, { purl, path }: { purl: string; path?: string }): string =>
  `${shortId(inventory)}/${purl}${path === undefined ? '' : `#${encodeURIComponent(path)}`}`;

const componentOf = (found: ImagePackage, image: ScannedImage) => ({
  type: 'library',
  'bom-ref': refOf(image, found),
  ...{ name: found.name, version: found.version, purl: found.purl },
  properties: [
    ...property('ecosystem', found.ecosystem),
    ...property('path', found.path),
    ...property('layer', found.layer),
    ...property('source', found.source && `${found.source.name} ${found.source.version}`),
  ],
});

const systemOf = ({ inventory }: ScannedImage) =>
  inventory.os
    ? [
        {
          type: 'operating-system',
          'bom-ref': `${shortId(inventory)}/os`,
          name: inventory.os.id,
          ...(inventory.os.version !== undefined && { version: inventory.os.version }),
          description: inventory.os.name,
        },
      ]
    : [];

/** The schema asks for components that differ: a list that names a package twice says no more than one that names it once. */
const packagesOf = (image: ScannedImage) => {
  const byRef = new Map(image.inventory.packages.map((each) => [refOf(image, each), each]));
  return [...systemOf(image), ...[...byRef.values()].map((each) => componentOf(each, image))];
};

const containerOf = (image: ScannedImage) => ({
  type: 'container',
  'bom-ref': image.inventory.imageId,
  name: nameOf(image),
  version: image.inventory.imageId,
  properties: [
    ...image.inventory.repoTags.flatMap((tag) => property('repoTag', tag)),
    ...image.repoDigests.flatMap((digest) => property('repoDigest', digest)),
    ...property('architecture', image.inventory.architecture),
  ],
});

/** Every place of the package that has the finding. */
const affectedBy = (finding: JudgedFinding, image: ScannedImage) => {
  const places = image.inventory.packages.filter(({ purl, version }) => purl === finding.purl && version === finding.installedVersion);
  const refs = new Set(places.map((found) => refOf(image, found)));
  return [...refs].map((ref) => ({ ref, versions: [{ version: finding.installedVersion, status: 'affected' }] }));
};

const vulnerabilityOf = (finding: JudgedFinding, image: ScannedImage, at: number) => ({
  'bom-ref': `${shortId(image.inventory)}/finding/${at + 1}`,
  id: finding.cves.length === 1 ? finding.cves[0] : finding.advisoryId,
  references: [...new Set([finding.advisoryId, ...finding.cves])].map((id) => ({ id, source: { name: id.split('-')[0] ?? id } })),
  ratings: [{ severity: SEVERITIES[finding.severity], method: 'other' }],
  description: finding.title,
  ...(finding.fixedVersion !== undefined && { recommendation: `Upgrade ${finding.package} to ${finding.fixedVersion}.` }),
  affects: affectedBy(finding, image),
  properties: [...property('ignored', finding.ignored?.reason), ...property('ignoredUntil', finding.ignored?.expires)],
});

/** For inventories: CycloneDX 1.6 with packages and vulnerabilities. Several images are components of what holds them. */
export const composeCycloneDx = (report: ScanReport, serial: string): string => {
  const [only, ...others] = report.images;
  const isOne = only !== undefined && others.length === 0;
  const subject = isOne ? containerOf(only) : { type: 'file', 'bom-ref': 'target', name: report.target };
  const components = isOne ? packagesOf(only) : report.images.map((image) => ({ ...containerOf(image), components: packagesOf(image) }));
  const content = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${serial}`, version: 1 },
    metadata: {
      timestamp: report.scannedAt,
      tools: { components: [{ type: 'application', name: 'watchbill-scan', version: report.scanner }] },
      component: subject,
      properties: [
        ...property('outcome', report.outcome),
        ...property('manifest', report.manifest.version),
        ...report.warnings.flatMap((warning) => property('warning', warning)),
      ],
    },
    components,
    vulnerabilities: report.images.flatMap((image) => image.findings.map((each, at) => vulnerabilityOf(each, image, at))),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
};
