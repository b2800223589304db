import { occurrences } from '../schedules/occurrences.ts';
import type { LaunchPlan } from '../schedules/recurrence.ts';
import { HOUR_MS, type Instant, instant, MINUTE_MS, plus } from '../time/instant.ts';
import type { NoticeScan } from './describe-scan-end.ts';
import { leadMs } from './due-notice.ts';
import type { Lead, NoticeEvent, NoticeFacts } from './notice.ts';

/** What a preview makes its mails from: the launches are the engine's, everything that only happens later is made up. */
export interface Sample {
  readonly facts: NoticeFacts;
  /** When such a mail is written. */
  readonly owedAt: Instant;
  readonly scan?: NoticeScan | undefined;
  /** What is made up. */
  readonly example?: string | undefined;
}

const LATE_MS = 12 * MINUTE_MS;
const LIMIT = 40;
/** Until a lead is chosen, the mail before the launch is shown an hour ahead. */
const SOME_LEAD: Lead = { amount: 1, unit: 'hours' };
const SAMPLE_SCAN_ID = '00000000-0000-7000-8000-000000000000';

/** The mails of a plan for its next launch; of a plan that launches nothing more for a launch right now. */
export function sampleFacts(plan: LaunchPlan, lead: Lead | undefined, now: Instant): Readonly<Record<NoticeEvent, Sample>> {
  const [first, second] = occurrences(plan, { from: now, count: 2 });
  const at = first?.at ?? now;
  const next = second?.at;
  const chosen = lead ?? SOME_LEAD;
  const lateBySeconds = LATE_MS / 1000;
  const endedAt = plus(at, HOUR_MS + 42 * MINUTE_MS);
  return {
    before: { facts: { event: 'before', at, lead: chosen, next }, owedAt: instant(at - leadMs(chosen)) },
    completed: {
      facts: { event: 'completed', scanId: SAMPLE_SCAN_ID, state: 'finished', next },
      owedAt: endedAt,
      scan: sampleScan(at, endedAt),
      example: 'The number of the scan, its times and its counts are examples.',
    },
    delayed: {
      facts: {
        event: 'delayed',
        at,
        verdict: 'late',
        reason: { code: 'concurrency-limit', active: LIMIT, limit: LIMIT },
        lateBySeconds,
        next,
      },
      owedAt: plus(at, LATE_MS),
      example: 'The delay and its reason are examples.',
    },
    skipped: {
      facts: { event: 'skipped', at, verdict: 'skipped', reason: { code: 'overlap', scanId: SAMPLE_SCAN_ID, scanState: 'running' }, next },
      owedAt: at,
      example: 'The reason is an example.',
    },
    deactivated: { ...sampleDeactivation(plan, at), owedAt: at },
  };
}

function sampleDeactivation(plan: LaunchPlan, at: Instant): Pick<Sample, 'facts' | 'example'> {
  const because =
    plan.recurrence.kind === 'continuous' ? 'scan-errors' : plan.endsAfter === undefined ? 'quarantined' : 'occurrences-exhausted';
  return { facts: { event: 'deactivated', at, because }, example: 'Time and reason are examples.' };
}

const sampleScan = (dueAt: Instant, endedAt: Instant): NoticeScan => ({
  ...{ number: 1204, dueAt, startedAt: plus(dueAt, MINUTE_MS), endedAt, outcome: 'results' },
  ...{ hostsTotal: 256, hostsDone: 256, hostsAlive: 212, findings: [2, 7, 31, 18, 64] },
});
