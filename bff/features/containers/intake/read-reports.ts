import { z } from 'zod';
import { id } from '#protocol/primitives';
import { SENSOR_LIMITS } from '#protocol/sensor-primitives';
import { hostId } from '#protocol/sensor-registration';
import { type SensorReport, type SensorReportResponse, sensorReport } from '#protocol/sensor-report';
import { toIssues } from '../../../http/describe-issues.ts';

/** The envelope of `sensorReportBatch`; each report is read on its own, so that one that breaks a rule does not stop the others. */
export const sensorReportEnvelope = z.object({
  hostId: hostId.optional(),
  reports: z
    .array(z.looseObject({ messageId: id }))
    .min(1)
    .max(SENSOR_LIMITS.reportsPerBatch),
});

const TOLD = 5;

export function readSensorReports(envelope: z.infer<typeof sensorReportEnvelope>) {
  const reports: SensorReport[] = [];
  const broken: SensorReportResponse['refused'] = [];
  for (const one of envelope.reports) {
    const read = sensorReport.safeParse(one);
    if (read.success) reports.push(read.data);
    else broken.push({ messageId: one.messageId, code: 'report-invalid', message: sentence(read.error) });
  }
  return { hostId: envelope.hostId, reports, broken };
}

const sentence = (error: z.ZodError): string =>
  toIssues(error.issues)
    .slice(0, TOLD)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
