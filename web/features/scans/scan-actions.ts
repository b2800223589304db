import type { Scan } from '#contract/scans';

/** What can be done with a scan now, by the person who looks at it. */
export interface ScanActions {
  readonly pause: boolean;
  readonly resume: boolean;
  /** A pause by duration made one by a person: it no longer resumes by itself (seed S15). */
  readonly keepPaused: boolean;
  readonly cancel: boolean;
  readonly report: boolean;
  readonly relaunch: boolean;
}

const FINAL: readonly Scan['state'][] = ['finished', 'canceled', 'error'];
const CANCELABLE: readonly Scan['state'][] = ['queued', 'running', 'pausing', 'paused'];

/** The steps that the life of a scan allows (design 03 §3.5) and the person is permitted. The server decides again. */
export function scanActions(scan: Pick<Scan, 'state' | 'pausedBy' | 'hops'>, permissions: readonly string[]): ScanActions {
  const control = permissions.includes('scans.control');
  return {
    pause: control && scan.state === 'running',
    resume: control && scan.state === 'paused',
    keepPaused: control && scan.state === 'paused' && scan.pausedBy === 'duration',
    cancel: control && CANCELABLE.includes(scan.state),
    report: scan.hops.startedAt !== undefined,
    relaunch: permissions.includes('scans.launch') && FINAL.includes(scan.state),
  };
}

/** Whether it has ended: final states never change. */
export const hasEnded = ({ state }: Pick<Scan, 'state'>): boolean => FINAL.includes(state);

export const REPORT_FORMATS = ['html', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const reportAddress = (id: string, format: ReportFormat): string => `/api/v1/scans/${id}/report?format=${format}`;
