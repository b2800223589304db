import { z } from 'zod';
import { id } from '#protocol/primitives';
import { type Report, report } from '#protocol/report';
import { toIssues } from '../../http/describe-issues.ts';
import type { ParsedBatch, RefusedReport } from './report-service.ts';

/** The envelope of `reportBatch`; each report is read on its own, so that one that breaks a rule does not stop the others. */
export const reportEnvelope = z.object({
  reports: z
    .array(z.looseObject({ messageId: id }))
    .min(1)
    .max(200),
});

export function readReports(envelope: z.infer<typeof reportEnvelope>): ParsedBatch {
  const reports: Report[] = [];
  const broken: RefusedReport[] = [];
  for (const one of envelope.reports) {
    const read = report.safeParse(one);
    if (read.success) reports.push(read.data);
    else broken.push({ messageId: one.messageId, code: 'report-invalid', message: sentence(read.error) });
  }
  return { reports, broken };
}

const sentence = (error: z.ZodError): string =>
  toIssues(error.issues)
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
