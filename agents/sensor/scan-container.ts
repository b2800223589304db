import type { ImageInventory, ImagePackage } from '../inventory/image-inventory.ts';
import { type ImageFinding, matchInventory } from '../inventory/match-inventory.ts';
import { type PackageDrift, packageDrift, readRootFs } from '../inventory/read-root-fs.ts';
import { SENSOR_LIMITS } from '../protocol/sensor-primitives.ts';
import { driftOf, NO_DRIFT, realChanges } from './drift-of.ts';
import type { KeptDrift } from './inventory-store.ts';
import { reportIdOf } from './report-id.ts';
import { causeOf, noteScanned, readFromEngine, type ScanCause } from './scan-image.ts';
import type { ContainerEntry } from './sensor-book.ts';
import { type EngineParts, type SensorParts, tell } from './sensor-parts.ts';
import { wireFinding } from './wire-inventory.ts';

const keyOf = ({ advisoryId, package: name, installedVersion }: ImageFinding): string => `${advisoryId}\0${name}\0${installedVersion}`;
const without = (findings: readonly ImageFinding[], others: readonly ImageFinding[]): ImageFinding[] => {
  const known = new Set(others.map(keyOf));
  return findings.filter((each) => !known.has(keyOf(each)));
};

const identityOf = ({ purl, path = '' }: ImagePackage): string => `${purl}\0${path}`;
const packagesOf = (image: ImageInventory, { added, removed }: PackageDrift): ImagePackage[] => {
  const gone = new Set(removed.map(identityOf));
  return [...image.packages.filter((each) => !gone.has(identityOf(each))), ...added];
};

const aboutContainer = (parts: SensorParts, containerId: string, entry: ContainerEntry, cause: ScanCause) => ({
  messageId: reportIdOf(parts.sensorId, entry.scans, ['container', containerId, cause.trigger, cause.orderId ?? '']),
  at: parts.toPlatform(parts.clock()),
  containerId,
  ...causeOf(cause),
});

/** Tells what is in the container beyond its image, and what of its image is not in it any more. */
const tellScanned = async (parts: SensorParts, containerId: string, seen: { image: ImageInventory; kept: KeptDrift; cause: ScanCause }) => {
  const entry = parts.book.containers.get(containerId);
  if (entry === undefined) return;
  const { image, kept, cause } = seen;
  const manifest = parts.manifest();
  const ofImage = manifest === undefined ? [] : await matchInventory(image, manifest);
  const isSame = kept.added.length === 0 && kept.removed.length === 0;
  const ofContainer = manifest === undefined || isSame ? ofImage : await matchInventory({ packages: packagesOf(image, kept) }, manifest);
  const gone = without(ofImage, ofContainer);
  await tell(parts, {
    ...{ kind: 'container-scanned', ...aboutContainer(parts, containerId, entry, cause) },
    findings: without(ofContainer, ofImage).slice(0, SENSOR_LIMITS.findings).map(wireFinding),
    goneFindings: gone.map(({ advisoryId, package: name, installedVersion }) => ({ advisoryId, package: name, installedVersion })),
    drift: kept.drift,
    ...(manifest === undefined ? {} : { manifest: manifest.header.version }),
  });
  noteScanned(entry, { at: parts.clock(), manifest: manifest?.header.version });
  await parts.book.save();
};

export const tellContainerNotScannable = async (
  parts: SensorParts,
  containerId: string,
  cause: ScanCause,
  why: { readonly code: string; readonly message: string },
): Promise<void> => {
  const entry = parts.book.containers.get(containerId) ?? { imageId: '', state: '', told: '', scans: 0 };
  await tell(parts, {
    ...{ kind: 'container-not-scannable', ...aboutContainer(parts, containerId, entry, cause) },
    ...{ code: why.code, reason: why.message },
  });
  delete entry.wanted;
  // Looked at again when its drift is due.
  Object.assign(entry, { scans: entry.scans + 1, failed: why.message, scannedAt: parts.clock(), driftAt: parts.clock() });
  await parts.book.save();
};

/** Undefined: the container is gone. */
const readDrift = async ({ engine, own }: EngineParts, containerId: string, image: ImageInventory, ending: AbortSignal) => {
  const changes = await engine.changes(containerId, ending);
  if (changes === undefined) return undefined;
  const real = realChanges(changes);
  if (real.length === 0) return { ok: true as const, value: { ...NO_DRIFT, drift: driftOf(NO_DRIFT, []) } };
  own.expect(containerId, ['export', 'mount']);
  const answer = await readFromEngine(
    () => engine.exportContainer(containerId, ending),
    (source, signal) => readRootFs(source, { signal }),
    ending,
  );
  if (answer === undefined || !answer.ok) return answer;
  const packages = packageDrift(image, answer.value);
  return { ok: true as const, value: { ...packages, drift: driftOf(packages, real) } };
};

/** Compares a running container with its image, of which an inventory is kept, and tells the difference. */
export const scanContainer = async (parts: EngineParts, containerId: string, cause: ScanCause, ending: AbortSignal): Promise<void> => {
  const entry = parts.book.containers.get(containerId);
  const image = entry && (await parts.inventories.readImage(entry.imageId));
  if (entry === undefined || image === undefined) return;
  const answer = await readDrift(parts, containerId, image, ending);
  if (ending.aborted) return;
  if (answer === undefined)
    return tellContainerNotScannable(parts, containerId, cause, {
      code: 'vanished',
      message: 'The container was gone before it could be read.',
    });
  if (!answer.ok) return tellContainerNotScannable(parts, containerId, cause, { code: answer.error.reason, message: answer.error.message });
  await parts.inventories.keepDrift(containerId, answer.value);
  entry.driftAt = parts.clock();
  await tellScanned(parts, containerId, { image, kept: answer.value, cause });
  const { software, filesTotal } = answer.value.drift;
  parts.log('info', 'A container was scanned.', { containerId, trigger: cause.trigger, software: software.length, files: filesTotal });
};

/** Matches a container with the manifest of now, from what was read of it before. */
export const matchContainerAgain = async (parts: SensorParts, containerId: string): Promise<void> => {
  const entry = parts.book.containers.get(containerId);
  const image = entry && (await parts.inventories.readImage(entry.imageId));
  const kept = await parts.inventories.readDrift(containerId);
  if (image && kept) return tellScanned(parts, containerId, { image, kept, cause: { trigger: 'manifest' } });
  // Nothing is kept of it: its next drift scan reads it.
  if (entry === undefined) return;
  entry.manifest = parts.manifest()?.header.version ?? '';
  await parts.book.save();
};
