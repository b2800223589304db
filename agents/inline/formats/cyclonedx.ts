import { toCycloneDx } from '../../inventory/cyclonedx.ts';
import { type ScannedImage, type ScanReport, shortId } from '../scan-report.ts';

type Document = ReturnType<typeof toCycloneDx>;
type Vulnerability = NonNullable<Document['vulnerabilities']>[number];

const property = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name: `watchbill:${name}`, value }]);

/** Why the policy leaves a vulnerability out. */
const withPolicy = (vulnerability: Vulnerability, { findings }: ScannedImage) => {
  const ignored = findings.find(({ advisoryId }) => advisoryId === vulnerability.id)?.ignored;
  if (!ignored) return vulnerability;
  return { ...vulnerability, properties: [...property('ignored', ignored.reason), ...property('ignoredUntil', ignored.expires)] };
};

/** Of an image of which nothing is known no vulnerabilities are told, not even none. */
const documentOf = (image: ScannedImage, { scanner, scannedAt }: ScanReport, serialNumber: string) => {
  const { inventory, verdict, findings } = image;
  const origin = { toolVersion: scanner, timestamp: scannedAt, serialNumber };
  const document = toCycloneDx(inventory, origin, verdict.outcome === 'unknown' ? undefined : findings);
  return { ...document, vulnerabilities: document.vulnerabilities?.map((each) => withPolicy(each, image)) };
};

/** The parts of a document as parts of a larger one: a reference is one only in the whole. */
const partOf = (image: ScannedImage, { metadata, components, vulnerabilities = [] }: ReturnType<typeof documentOf>) => {
  const unique = <T extends { 'bom-ref': string }>(each: T): T => ({
    ...each,
    'bom-ref': `${shortId(image.inventory)}/${each['bom-ref']}`,
  });
  return {
    component: { ...metadata.component, components: components.map(unique) },
    vulnerabilities: vulnerabilities.map((each) => ({
      ...unique(each),
      affects: each.affects.map(({ ref }) => ({ ref: `${shortId(image.inventory)}/${ref}` })),
    })),
  };
};

/** Several images are components of the file that holds them. */
const bodyOf = (report: ScanReport, serialNumber: string) => {
  const documents = report.images.map((image) => ({ image, document: documentOf(image, report, serialNumber) }));
  const [first] = documents;
  if (!first || documents.length === 1) return first?.document;
  const parts = documents.map(({ image, document }) => partOf(image, document));
  return {
    ...first.document,
    metadata: { ...first.document.metadata, component: { type: 'file', 'bom-ref': 'target', name: report.target } },
    components: parts.map(({ component }) => component),
    vulnerabilities: parts.flatMap(({ vulnerabilities }) => vulnerabilities),
  };
};

/** For inventories: CycloneDX 1.6 with packages and vulnerabilities. `serial`: a new UUID. */
export const composeCycloneDx = (report: ScanReport, serial: string): string => {
  const body = bodyOf(report, `urn:uuid:${serial}`);
  const properties = [
    ...property('outcome', report.outcome),
    ...property('manifest', report.manifest.version),
    ...report.warnings.flatMap((warning) => property('warning', warning)),
  ];
  const content = { $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', ...body, metadata: { ...body?.metadata, properties } };
  return `${JSON.stringify(content, undefined, 2)}\n`;
};
