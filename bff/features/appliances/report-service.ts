import type { Report, ReportResponse } from '#protocol/report';
import { REPORT_REFUSALS, type ReportRefusal } from '#protocol/report';
import { judgeReport } from '../../domain/appliances/report-verdict.ts';
import { Refusal } from '../../domain/refusal.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type Clock, instant } from '../../domain/time/instant.ts';
import type { AgentToken } from '../../http/agent-auth.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { fewAtOnce } from './few-at-once.ts';
import { returnSlice } from './lease-service.ts';
import {
  endAttempt,
  lockScans,
  markAttempt,
  renew,
  type SliceOnReport,
  scansOf,
  slicesOnReport,
  takeBack,
  takeControl,
} from './lease-store.ts';
import { noteApplied, type TokenUse, takeToken } from './report-store.ts';
import type { SliceProgress } from './slice-progress.ts';

export interface ReportService {
  /**
   * Judges each report on its own. `broken`: reports that break a rule of the wire, found before. Undefined: the appliance hung up
   * before it was its turn, and will send them again.
   */
  readonly apply: (
    token: AgentToken,
    batch: ParsedBatch,
    isGone?: () => boolean,
  ) => Promise<Result<ReportResponse | undefined, Exclude<TokenUse, 'used'>>>;
}

export type RefusedReport = ReportResponse['refused'][number];

export interface ParsedBatch {
  readonly reports: readonly Report[];
  readonly broken: readonly RefusedReport[];
}

export interface ReportDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly progress: SliceProgress;
  readonly log: Log;
}

const MESSAGES: Record<ReportRefusal, string> = {
  'slice-unknown': 'There is no such slice, or it was never given to this appliance',
  'attempt-over': 'The lease ended and the slice was given away: stop working on it',
  'slice-over': 'The slice or its scan has ended: stop working on it',
  'host-not-in-slice': 'The host is not part of the slice',
  'report-invalid': 'The report breaks a rule of the wire',
};

/** Reports of one scan wait for each other: a fleet that delivers what it gathered must leave connections to those that poll. */
const AT_ONCE = 4;

export function createReportService(deps: ReportDeps): ReportService {
  const turns = fewAtOnce(AT_ONCE);
  return {
    apply: async (token, batch, isGone = () => false) => {
      const use = await takeToken(deps.db, token);
      if (use !== 'used') return err(use);
      const { applianceId } = token;
      const { reports } = batch;
      const judged = await turns(async () => (isGone() ? undefined : applyTogether(deps, applianceId, reports)));
      if (judged === undefined) return ok(undefined);
      const refused = [...batch.broken, ...judged];
      for (const one of refused) deps.log.warn({ applianceId, ...one }, 'report refused');
      const accepted = reports.filter((report) => !judged.some((one) => one.messageId === report.messageId));
      const sliceIds = [...new Set(reports.map((report) => report.sliceId))];
      const control = await takeControl(deps.db, { applianceId, sliceIds, now: deps.clock() });
      return ok({ serverTime: deps.clock(), accepted: accepted.map((report) => report.messageId), refused, control: [...control] });
    },
  };
}

/** All in one transaction; where one of them cannot be stored, each in its own, so that it does not stop the others. */
async function applyTogether(deps: ReportDeps, applianceId: string, reports: readonly Report[]): Promise<readonly RefusedReport[]> {
  if (reports.length === 0) return [];
  try {
    return await deps.uow((work) => applyAll(work, deps, applianceId, reports));
  } catch (error) {
    if (!isUnstorable(error)) throw error;
    if (reports.length === 1) return [refusedAs(reports[0]!, 'report-invalid', 'It holds something that cannot be stored')];
  }
  const refused: RefusedReport[] = [];
  for (const report of reports) refused.push(...(await applyTogether(deps, applianceId, [report])));
  return refused;
}

// PostgreSQL classes 22 (data exception) and 23 (integrity constraint): another try would end the same way.
function isUnstorable(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && /^2[23]\w{3}$/.test(String(cause.code));
}

async function applyAll(work: Work, deps: ReportDeps, applianceId: string, reports: readonly Report[]): Promise<readonly RefusedReport[]> {
  const sliceIds = [...new Set(reports.map((report) => report.sliceId))];
  await lockScans(work.tx, await scansOf(work.tx, sliceIds));
  const slices = new Map(await slicesOnReport(work.tx, applianceId, sliceIds));
  // A stranger's report leaves no trace, so its message id is not taken from the one it belongs to.
  const known = reports.filter((report) => attemptOf(slices, report) !== undefined);
  const fresh = new Set(known.length === 0 ? [] : await noteApplied(work.tx, known, deps.clock()));
  const refused: RefusedReport[] = [];
  for (const report of reports) {
    if (known.includes(report) && !fresh.delete(report.messageId)) continue;
    const refusal = await applyOne({ work, deps, applianceId, slices }, report);
    if (refusal !== undefined) refused.push(refusal);
  }
  await renew(work.tx, applianceId, sliceIds, deps.clock());
  return refused;
}

const attemptOf = (slices: ReadonlyMap<string, SliceOnReport>, report: Report) =>
  slices.get(report.sliceId)?.attemptsOfSender.find((attempt) => attempt.attempt === report.attempt);

interface Applying {
  readonly work: Work;
  readonly deps: ReportDeps;
  readonly applianceId: string;
  readonly slices: Map<string, SliceOnReport>;
}

async function applyOne(applying: Applying, report: Report): Promise<RefusedReport | undefined> {
  const { work, deps, applianceId, slices } = applying;
  const slice = slices.get(report.sliceId);
  const attempt = attemptOf(slices, report);
  if (slice === undefined || attempt === undefined) return refusedAs(report, 'slice-unknown');
  const verdict = judgeReport(report.kind, slice, attempt);
  if (verdict === 'ignore') return undefined;
  if (verdict === 'slice-unknown' || verdict === 'attempt-over' || verdict === 'slice-over') return refusedAs(report, verdict);
  if (verdict === 'take-back') await takeBack(work.tx, applianceId, [report.sliceId], deps.clock());
  try {
    await carryOut(applying, slice, report);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusedByScan(report, error);
  }
  if (verdict === 'take-back' || isEnd(report.kind)) await reload(applying, report.sliceId);
  return undefined;
}

const isEnd = (kind: Report['kind']) => kind === 'declined' || kind === 'finished' || kind === 'stopped' || kind === 'failed';

async function reload({ work, applianceId, slices }: Applying, sliceId: string): Promise<void> {
  for (const [id, slice] of await slicesOnReport(work.tx, applianceId, [sliceId])) slices.set(id, slice);
}

async function carryOut(applying: Applying, slice: SliceOnReport, report: Report): Promise<void> {
  const { work, deps, applianceId } = applying;
  const { progress } = deps;
  const ref = { scanId: slice.scanId, sliceId: report.sliceId };
  const { attempt, sliceId } = report;
  const now = deps.clock();
  /** An appliance corrects its times; one that does not, and is ahead, tells of nothing that is still to come. */
  const past = (told: number) => instant(Math.min(told, now));
  const at = past(report.at);
  switch (report.kind) {
    case 'accepted':
      await markAttempt(work.tx, { sliceId, attempt, moment: 'accepted', at });
      return progress.sliceAccepted(work, { ...ref, at });
    case 'started':
      await markAttempt(work.tx, { sliceId, attempt, moment: 'started', at });
      return progress.sliceStarted(work, { ...ref, at, engine: report.engine });
    case 'progress':
      return; // Naming the slice is all: the lease is renewed for the whole batch.
    case 'host': {
      const result = { ...report.result, startedAt: past(report.result.startedAt), finishedAt: past(report.result.finishedAt) };
      return void (await progress.hostReported(work, { ...ref, applianceId, result, at }));
    }
    case 'declined':
      await returnSlice(work, progress, { ...ref, attempt, applianceId }, { outcome: 'declined', reason: report.reason, at: deps.clock() });
      return work.announce('control', applianceId);
    default:
      return end(applying, slice, report);
  }
}

type Ending = Extract<Report, { kind: 'finished' | 'stopped' | 'failed' }>;

async function end({ work, deps, applianceId }: Applying, slice: SliceOnReport, report: Ending): Promise<void> {
  const { sliceId, attempt } = report;
  const reason = report.kind === 'failed' ? report.reason : undefined;
  await endAttempt(work.tx, { sliceId, attempt, outcome: report.kind, reason, at: deps.clock() });
  await deps.progress.sliceEnded(work, { scanId: slice.scanId, sliceId, outcome: report.kind, reason, at: instant(report.at) });
  work.announce('appliances', applianceId);
  // It has a free slot again: its held poll may get the next slice.
  work.announce('control', applianceId);
}

const refusedAs = (report: Report, code: ReportRefusal, message = MESSAGES[code]): RefusedReport => ({
  messageId: report.messageId,
  code,
  message,
});

function refusedByScan(report: Report, refusal: Refusal): RefusedReport {
  const issue = 'issues' in refusal.reason ? refusal.reason.issues?.[0] : undefined;
  const code = REPORT_REFUSALS.find((one) => one === issue?.code) ?? 'report-invalid';
  return refusedAs(report, code, issue?.message ?? MESSAGES[code]);
}
