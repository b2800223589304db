import { assertNever } from '../result.ts';
import { describeReason } from '../schedules/describe-reason.ts';
import { describeDuration } from '../time/describe-duration.ts';
import { describeInstant } from '../time/describe-instant.ts';
import { type Instant, SECOND_MS, toIso } from '../time/instant.ts';
import { describeInactive } from './describe-inactive.ts';
import { describeScanEnd, type NoticeScan } from './describe-scan-end.ts';
import type { NoticeFacts } from './notice.ts';
import { plainLine } from './plain-line.ts';

/** What a notice is written from. */
export interface NoticeDraft {
  readonly scheduleId: string;
  readonly title: string;
  readonly timeZone: string;
  readonly facts: NoticeFacts;
  /** The person's own words; may be empty. */
  readonly message: string;
  readonly owedAt: Instant;
  /** The scan that ended; of `completed` alone. */
  readonly scan?: NoticeScan | undefined;
  /** Where the console is, without a slash at the end. */
  readonly publicUrl: string;
}

export interface ComposedNotice {
  readonly subject: string;
  /** Plain text, lines parted by line feeds. */
  readonly text: string;
}

const TITLE_IN_SUBJECT = 120;
const TITLE_IN_TEXT = 300;

/** `Skipped: Weekly DMZ, Mon 9 Mar 02:30 PDT`, and the mail beneath it. */
export function composeNotice(draft: NoticeDraft): ComposedNotice {
  const { title, message, timeZone, owedAt } = draft;
  const time = (at: Instant) => describeInstant(at, timeZone, owedAt);
  const { state, at, story } = describeFacts(draft, time);
  const own = message
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  const blocks = [own, story.join('\n'), describeNext(draft, time), links(draft), footer(title)];
  return {
    subject: `${state}: ${plainLine(title, TITLE_IN_SUBJECT) || 'Untitled schedule'}, ${time(at)}`,
    text: `${blocks.filter((block) => block !== '').join('\n\n')}\n`,
  };
}

interface Told {
  readonly state: string;
  /** The time in the subject. */
  readonly at: Instant;
  readonly story: readonly string[];
}

type Time = (at: Instant) => string;

function describeFacts({ facts, owedAt, scan }: NoticeDraft, time: Time): Told {
  const reason = 'reason' in facts && facts.reason !== undefined ? [`${describeReason(facts.reason, { time })}.`] : [];
  switch (facts.event) {
    case 'before': {
      const { amount, unit } = facts.lead;
      const lead = `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
      return {
        state: 'Upcoming',
        at: facts.at,
        story: [`A scan is due at ${time(facts.at)} (${utc(facts.at)}).`, `You asked to be told ${lead} before.`],
      };
    }
    case 'delayed': {
      const by = facts.lateBySeconds === undefined ? '' : `, ${describeDuration(facts.lateBySeconds * SECOND_MS)} late`;
      const what =
        facts.verdict === 'late'
          ? `The scan due at ${time(facts.at)} was launched at ${time(owedAt)}${by}.`
          : `The scan due at ${time(facts.at)} waits and has not been launched.`;
      return { state: 'Delayed', at: facts.at, story: [what, ...reason] };
    }
    case 'skipped':
      return { state: facts.verdict === 'skipped' ? 'Skipped' : 'Missed', at: facts.at, story: [describeSkipped(facts, time), ...reason] };
    case 'completed':
      return describeScanEnd(facts, scan, { time, owedAt });
    case 'deactivated':
      return {
        state: 'Deactivated',
        at: facts.at,
        story: [`The service deactivated this schedule at ${time(facts.at)}. It launches nothing any more.`, describeInactive(facts)],
      };
    default:
      return assertNever(facts);
  }
}

function describeSkipped({ at, verdict, missed, missedSince }: Extract<NoticeFacts, { event: 'skipped' }>, time: Time): string {
  if (missed === undefined || missedSince === undefined) return `The scan due at ${time(at)} was ${verdict}.`;
  return `${missed} scans were missed, from ${time(missedSince)} to ${time(at)}.`;
}

/** `2026-03-16 09:30 UTC` */
const utc = (at: Instant): string => `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`;

function describeNext({ facts }: NoticeDraft, time: Time): string {
  if (facts.event === 'deactivated') return 'Next launch: none, until somebody reactivates the schedule';
  if (facts.event === 'before') return '';
  return facts.next === undefined ? '' : `Next launch: ${time(facts.next)} (${utc(facts.next)})`;
}

function links({ facts, scheduleId, publicUrl }: NoticeDraft): string {
  const schedule = `Schedule: ${publicUrl}/schedules/${scheduleId}`;
  const ledger = `Why didn't it run? ${publicUrl}/launches?q=schedule:${scheduleId}`;
  if (facts.event === 'skipped' || facts.event === 'delayed') return `${ledger}\n${schedule}`;
  const scanId = 'scanId' in facts ? facts.scanId : undefined;
  if (scanId === undefined) return schedule;
  const scan = `Scan: ${publicUrl}/scans/${scanId}`;
  const finished = facts.event === 'completed' && facts.state === 'finished';
  const report = finished ? [`Report: ${publicUrl}/api/v1/scans/${scanId}/report?format=html`] : [];
  return [scan, ...report, schedule].join('\n');
}

const footer = (title: string): string =>
  `-- \nYou get this as the owner, or through a distribution group, of the schedule "${plainLine(title, TITLE_IN_TEXT) || 'Untitled schedule'}". ` +
  'Its Notifications section says who is told what.';
