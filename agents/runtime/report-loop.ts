import { type Report, type ReportBatch, type ReportResponse, report } from '../protocol/report.ts';
import type { SliceControl } from '../protocol/slice.ts';
import { MAX_BODY_BYTES } from '../protocol/version.ts';
import { createDeliveryLoop, type DeliveryLoop, type DeliveryLoopParts } from './delivery-loop.ts';

/** Room for the brackets around the reports. */
const LIMITS = { reports: 200, bytes: MAX_BODY_BYTES - 1024 };

export interface RefusedReport {
  readonly report: Report;
  readonly code: string;
}

export interface ReportLoopParts extends Omit<DeliveryLoopParts<Report>, 'parse' | 'limits' | 'send' | 'describe'> {
  readonly send: (batch: ReportBatch, signal?: AbortSignal) => Promise<ReportResponse>;
  readonly onControl: (control: readonly SliceControl[]) => void;
}

/** Delivers an appliance's spool in order, for ever, each message exactly once by its id. */
export const createReportLoop = ({ send, onControl, ...parts }: ReportLoopParts): DeliveryLoop =>
  createDeliveryLoop({
    ...parts,
    limits: LIMITS,
    parse: (value) => report.safeParse(value).data,
    send: async (reports, signal) => {
      const answer = await send({ reports }, signal);
      return { ...answer, settled: () => onControl(answer.control) };
    },
    describe: ({ sliceId }) => ({ sliceId }),
  });
