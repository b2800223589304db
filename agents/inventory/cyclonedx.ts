import type { ImageInventory, ImagePackage } from './image-inventory.ts';
import type { ImageFinding } from './match-inventory.ts';

/** Who made the document, and when; the moment and the serial are the caller's, so that the same inventory gives the same document. */
export interface CycloneDxOrigin {
  readonly toolVersion: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** `urn:uuid:…` (RFC 4122); absent: none is written. */
  readonly serialNumber?: string;
}

const property = (name: string, value: string): { name: string; value: string } => ({ name: `watchbill:${name}`, value });

/** purl alone is not unique: a library may lie in several folders. */
const refOf = ({ purl, path }: ImagePackage): string => (path === undefined ? purl : `${purl}#${encodeURI(path)}`);

/** `@scope/name` and `group:artifact` have their group apart. */
const namesOf = ({ type, name }: ImagePackage): { group?: string; name: string } => {
  const separator = type === 'maven' ? name.indexOf(':') : type === 'npm' && name.startsWith('@') ? name.indexOf('/') : -1;
  return separator <= 0 ? { name } : { group: name.slice(0, separator), name: name.slice(separator + 1) };
};

const toComponent = (found: ImagePackage) => ({
  type: 'library',
  'bom-ref': refOf(found),
  ...namesOf(found),
  version: found.version,
  purl: found.purl,
  ...(found.path !== undefined && { evidence: { occurrences: [{ location: found.path }] } }),
  properties: [
    ...(found.layer === '' ? [] : [property('layer', found.layer)]),
    ...(found.source ? [property('source', `${found.source.name} ${found.source.version}`)] : []),
  ],
});

const operatingSystem = ({ os }: ImageInventory) =>
  os
    ? [
        {
          type: 'operating-system',
          'bom-ref': `os:${os.id}`,
          name: os.id,
          ...(os.version && { version: os.version }),
          description: os.name,
        },
      ]
    : [];

const imageComponent = (image: ImageInventory) => ({
  type: 'container',
  'bom-ref': image.imageId,
  name: image.repoTags[0] ?? image.imageId,
  version: image.manifestDigest ?? image.imageId,
  hashes: [{ alg: 'SHA-256', content: image.imageId.slice('sha256:'.length) }],
  properties: [
    property('architecture', image.architecture),
    ...image.repoTags.map((tag) => property('tag', tag)),
    ...image.layers.map(({ digest }) => property('layer', digest)),
    ...image.notes.map(({ message, path }) => property('note', path === undefined ? message : `${path}: ${message}`)),
  ],
});

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

const SEVERITIES = { 1: 'info', 2: 'low', 3: 'medium', 4: 'high', 5: 'critical' } as const;

/** One entry for each advisory with all the packages that it affects: CycloneDX has them the other way around than findings. */
const vulnerabilitiesOf = (image: ImageInventory, findings: readonly ImageFinding[]) => {
  const refs = groupBy(image.packages, ({ purl }) => purl);
  return [...groupBy(findings, ({ advisoryId }) => advisoryId)].map(([id, affecting]) => {
    const [first] = affecting;
    const fixes = [
      ...new Set(affecting.flatMap(({ package: name, fixedVersion }) => (fixedVersion === undefined ? [] : [`${name} ${fixedVersion}`]))),
    ];
    return {
      'bom-ref': `advisory:${id}`,
      id,
      ...(first!.cves.length > 0 && { references: first!.cves.map((cve) => ({ id: cve, source: { name: 'CVE' } })) }),
      ratings: [{ severity: SEVERITIES[first!.severity], method: 'other' }],
      description: first!.title,
      ...(fixes.length > 0 && { recommendation: `Update to ${fixes.join(', ')}.` }),
      affects: affecting.flatMap(({ purl }) => (refs.get(purl) ?? []).map((found) => ({ ref: refOf(found) }))),
    };
  });
};

/**
 * An inventory as a CycloneDX 1.6 document (ECMA-424), to be written as JSON. With `findings` it names them as vulnerabilities; without,
 * it says nothing of them. The layer of each package stands in its property `watchbill:layer`.
 */
export const toCycloneDx = (image: ImageInventory, origin: CycloneDxOrigin, findings?: readonly ImageFinding[]) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  ...(origin.serialNumber !== undefined && { serialNumber: origin.serialNumber }),
  version: 1,
  metadata: {
    timestamp: origin.timestamp,
    tools: { components: [{ type: 'application', name: 'watchbill', version: origin.toolVersion }] },
    component: imageComponent(image),
  },
  components: [...operatingSystem(image), ...image.packages.map(toComponent)],
  dependencies: [],
  ...(findings && { vulnerabilities: vulnerabilitiesOf(image, findings) }),
});
