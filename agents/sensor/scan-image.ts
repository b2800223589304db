import { randomUUID } from 'node:crypto';
import { EngineRefused, EngineUnreachable } from '../engine/engine-error.ts';
import type { ImageInventory } from '../inventory/image-inventory.ts';
import { matchInventory } from '../inventory/match-inventory.ts';
import type { NotScannable, Reading } from '../inventory/not-scannable.ts';
import { readArchive } from '../inventory/read-archive.ts';
import { MAX_SENSOR_BODY_BYTES, SENSOR_LIMITS } from '../protocol/sensor-primitives.ts';
import type { SensorReport, Trigger } from '../protocol/sensor-report.ts';
import { reportIdOf } from './report-id.ts';
import type { ContainerEntry, ImageEntry } from './sensor-book.ts';
import { type EngineParts, type SensorParts, tell } from './sensor-parts.ts';
import { wireFinding, wireImage } from './wire-inventory.ts';

/** Why a scan is made. */
export interface ScanCause {
  readonly trigger: Trigger;
  readonly action?: string | undefined;
  readonly orderId?: string | undefined;
}

/** So long the reading of one image may take. */
const READ_LIMIT_MS = 3_600_000;
/** Room for the batch around a report. */
const MAX_REPORT_BYTES = MAX_SENSOR_BODY_BYTES - 4096;

export const causeOf = ({ trigger, action, orderId }: ScanCause) => ({
  trigger,
  ...(action === undefined ? {} : { action }),
  ...(orderId === undefined ? {} : { orderId }),
});

/** What is read from an engine: a cut stream is the engine's fault, which is worth another try, not the image's. */
export const readFromEngine = async <T>(
  open: () => Promise<NodeJS.ReadableStream & AsyncIterable<Buffer>>,
  read: (source: AsyncIterable<Buffer>, signal: AbortSignal) => Promise<Reading<T>>,
  ending: AbortSignal,
): Promise<Reading<T> | undefined> => {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(READ_LIMIT_MS)]);
  try {
    const stream = await open();
    const answer = await read(stream, signal);
    const { complete, destroyed } = stream as { complete?: boolean; destroyed?: boolean };
    // Reading stops early at an error of its own; that the engine stopped shows in an answer that broke off.
    if (!answer.ok && answer.error.reason === 'truncated' && (complete === false || destroyed === true))
      throw new EngineUnreachable('The engine cut the connection in the middle of an archive.');
    return answer;
  } catch (error) {
    if (error instanceof EngineRefused && error.status === 404) return undefined;
    throw error;
  }
};

const tooLarge = (message: string): NotScannable => ({ reason: 'too-large', message });

const exceeds = (report: SensorReport): NotScannable | undefined => {
  if (report.kind !== 'image-scanned') return undefined;
  const { packages = [], layers = [], findings } = report;
  if (packages.length > SENSOR_LIMITS.packages)
    return tooLarge(`It holds ${packages.length} packages; ${SENSOR_LIMITS.packages} is the most that can be told.`);
  if (findings.length > SENSOR_LIMITS.findings)
    return tooLarge(`It has ${findings.length} findings; ${SENSOR_LIMITS.findings} is the most that can be told.`);
  if (layers.length > SENSOR_LIMITS.layers)
    return tooLarge(`It has ${layers.length} layers; ${SENSOR_LIMITS.layers} is the most that can be told.`);
  const bytes = Buffer.byteLength(JSON.stringify(report));
  return bytes > MAX_REPORT_BYTES
    ? tooLarge(`What was found in it has ${bytes} bytes; ${MAX_REPORT_BYTES} is the most that can be told.`)
    : undefined;
};

/** The next report of this image: its id is the same when it is made again after a crash. */
const aboutImage = ({ sensorId, toPlatform, clock }: SensorParts, imageId: string, entry: ImageEntry, cause: ScanCause) => ({
  messageId: reportIdOf(sensorId, entry.scans, ['image', imageId, cause.trigger, cause.orderId ?? '']),
  at: toPlatform(clock()),
  imageId,
  ...causeOf(cause),
});

const matchedReport = async (parts: SensorParts, entry: ImageEntry, inventory: ImageInventory, cause: ScanCause) => {
  const manifest = parts.manifest();
  const findings = manifest === undefined ? [] : await matchInventory(inventory, manifest);
  const version = manifest?.header.version;
  const report = {
    ...{ kind: 'image-scanned' as const, ...aboutImage(parts, inventory.imageId, entry, cause) },
    findings: findings.map(wireFinding),
    ...(version === undefined ? {} : { manifest: version }),
  };
  return { report, version };
};

/** Written down after the report: a crash in between makes the same report once more. */
export const noteScanned = (
  entry: ImageEntry | ContainerEntry,
  { at, manifest }: { readonly at: number; readonly manifest: string | undefined },
): void => {
  delete entry.wanted;
  delete entry.failed;
  delete entry.manifest;
  Object.assign(entry, { scans: entry.scans + 1, scannedAt: at }, manifest === undefined ? {} : { manifest });
};

/** A pipeline waits for its tag to go: it goes as soon as the platform has the report. */
const noteHandled = ({ kind }: SensorParts, entry: ImageEntry, messageId: string): void => {
  entry.handled = messageId;
  if (kind === 'cicd') entry.untagDue = true;
};

/** Says why nothing can be said of an image: never an empty list of findings. */
export const tellNotScannable = async (parts: SensorParts, imageId: string, cause: ScanCause, why: { code: string; message: string }) => {
  const entry = parts.book.images.get(imageId);
  const about = entry
    ? aboutImage(parts, imageId, entry, cause)
    : { messageId: randomUUID(), at: parts.toPlatform(parts.clock()), imageId, ...causeOf(cause) };
  await tell(parts, { kind: 'image-not-scannable', ...about, code: why.code, reason: why.message });
  parts.log('warn', 'An image cannot be scanned.', { imageId, reason: why.message });
  if (entry === undefined) return;
  delete entry.wanted;
  Object.assign(entry, { scans: entry.scans + 1, failed: why.message });
  noteHandled(parts, entry, about.messageId);
  await parts.book.save();
};

/** Reads an image through the engine, matches it, and tells what was found. Fails when the engine cannot be asked: the scan stays wanted. */
export const scanImage = async (parts: EngineParts, imageId: string, cause: ScanCause, ending: AbortSignal): Promise<void> => {
  const { engine, own, book, inventories } = parts;
  const entry = book.images.get(imageId);
  if (entry === undefined) return;
  own.expect(imageId, ['save']);
  const answer = await readFromEngine(
    () => engine.archive(imageId, ending),
    (source, signal) => readArchive(source, { signal }),
    ending,
  );
  if (ending.aborted) return;
  if (answer === undefined)
    return tellNotScannable(parts, imageId, cause, { code: 'vanished', message: 'The image was gone before it could be read.' });
  if (!answer.ok) return tellNotScannable(parts, imageId, cause, { code: answer.error.reason, message: answer.error.message });
  const inventory = answer.value.find((each) => each.imageId === imageId);
  if (inventory === undefined) {
    const message = 'The engine gave another image than the one that was asked for.';
    return tellNotScannable(parts, imageId, cause, { code: 'digest-mismatch', message });
  }
  const { report, version } = await matchedReport(parts, entry, inventory, cause);
  const whole = { ...report, ...wireImage(inventory) };
  const refusal = exceeds(whole);
  if (refusal) return tellNotScannable(parts, imageId, cause, { code: refusal.reason, message: refusal.message });
  await inventories.keepImage(inventory);
  await tell(parts, whole);
  noteScanned(entry, { at: parts.clock(), manifest: version });
  noteHandled(parts, entry, report.messageId);
  await book.save();
  parts.log('info', 'An image was scanned.', {
    imageId,
    trigger: cause.trigger,
    packages: inventory.packages.length,
    findings: report.findings.length,
  });
};

/** Matches an image with the manifest of now, from what was read of it before. False: nothing is kept of it. */
export const matchImageAgain = async (parts: SensorParts, imageId: string): Promise<boolean> => {
  const entry = parts.book.images.get(imageId);
  const inventory = await parts.inventories.readImage(imageId);
  if (entry === undefined || inventory === undefined) return false;
  const { report, version } = await matchedReport(parts, entry, inventory, { trigger: 'manifest' });
  await tell(parts, report);
  noteScanned(entry, { at: parts.clock(), manifest: version });
  noteHandled(parts, entry, report.messageId);
  await parts.book.save();
  return true;
};
