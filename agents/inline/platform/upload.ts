import { MAX_SENSOR_BODY_BYTES } from '../../protocol/sensor-primitives.ts';
import { type SensorReportBatch, sensorReportBatch } from '../../protocol/sensor-report.ts';
import type { Wait } from '../../runtime/clock.ts';
import { Refused } from '../../runtime/platform-client.ts';
import { wireFinding, wireImage } from '../../sensor/wire-inventory.ts';
import { nameOf, type ScannedImage, type ScanReport } from '../scan-report.ts';
import type { Binding } from './binding.ts';

export interface UploadParts {
  readonly binding: Binding;
  readonly now: number;
  readonly newId: () => string;
  readonly wait: Wait;
}

const ATTEMPTS = 4;
const PAUSE_MS = 2000;

const batchOf = (image: ScannedImage, report: ScanReport, { binding, now, newId }: UploadParts): SensorReportBatch => ({
  reports: [
    {
      kind: 'image-scanned',
      ...{ messageId: newId(), at: Math.max(0, Math.round(binding.offset.toPlatform(now))), imageId: image.inventory.imageId },
      ...{ trigger: 'pipeline', action: 'watchbill-scan' },
      // Without a manifest the platform shows the inventory, and no findings as not known.
      ...(image.verdict.outcome === 'unknown' ? {} : { manifest: report.manifest.version }),
      // What the policy ignores is the pipeline's matter: the platform is told all.
      findings: image.findings.map(wireFinding),
      ...wireImage(image.inventory),
      names: { repoTags: [...image.inventory.repoTags], repoDigests: [...image.repoDigests] },
    },
  ],
});

/** Why the wire would not take it, before it is sent. */
const wireProblem = (batch: SensorReportBatch): string | undefined => {
  const parsed = sensorReportBatch.safeParse(batch);
  const [issue] = parsed.error?.issues ?? [];
  if (issue) return `${issue.path.slice(2).join('.')}: ${issue.message}`;
  const bytes = Buffer.byteLength(JSON.stringify(batch));
  return bytes > MAX_SENSOR_BODY_BYTES ? `it has ${bytes} bytes, and ${MAX_SENSOR_BODY_BYTES} is the most that can be told` : undefined;
};

/** The same message again is harmless: its id is the same. */
const send = async (batch: SensorReportBatch, { binding, wait }: UploadParts): Promise<string | undefined> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const { refused } = await binding.sensor.report(batch);
      return refused[0]?.message;
    } catch (error) {
      if (error instanceof Refused || attempt === ATTEMPTS) return (error as Error).message;
      await wait(PAUSE_MS * attempt);
    }
  }
};

/** Tells the platform what was found. Gives what went wrong, one sentence for each image; empty: it has all. */
export const upload = async (report: ScanReport, parts: UploadParts): Promise<string[]> => {
  const problems: string[] = [];
  for (const image of report.images) {
    const batch = batchOf(image, report, parts);
    const problem = wireProblem(batch) ?? (await send(batch, parts));
    if (problem !== undefined) problems.push(`NOT UPLOADED: ${nameOf(image)} to ${parts.binding.identity.server}: ${problem}`);
  }
  return problems;
};
