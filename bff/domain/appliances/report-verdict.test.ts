import { describe, expect, it } from 'vitest';
import { judgeReport, type ReportedAttempt, type ReportedSlice, type ReportKind, type ReportVerdict } from './report-verdict.ts';

const HELD: ReportedSlice = { state: 'leased', scanState: 'running', applianceId: 'me', attempts: 2 };
const MINE: ReportedAttempt = { attempt: 2, applianceId: 'me' };
const LOST: ReportedAttempt = { ...MINE, outcome: 'lease-lost' };
const NEWS: readonly ReportKind[] = ['accepted', 'started', 'progress'];
const ENDS: readonly ReportKind[] = ['declined', 'stopped', 'failed'];

describe('a report is judged by who holds the slice', () => {
  it.each<[string, ReportedSlice, ReportedAttempt | undefined, Record<'news' | 'host' | 'finished' | 'ends', ReportVerdict>]>([
    ['its own lease', HELD, MINE, { news: 'apply', host: 'apply', finished: 'apply', ends: 'apply' }],
    [
      'its own lease while the scan is being paused',
      { ...HELD, scanState: 'pausing' },
      MINE,
      { news: 'apply', host: 'apply', finished: 'apply', ends: 'apply' },
    ],
    [
      'never given to it',
      HELD,
      undefined,
      { news: 'slice-unknown', host: 'slice-unknown', finished: 'slice-unknown', ends: 'slice-unknown' },
    ],
    [
      'lost, nobody else has begun',
      { ...HELD, state: 'queued', applianceId: undefined },
      LOST,
      { news: 'take-back', host: 'take-back', finished: 'take-back', ends: 'ignore' },
    ],
    [
      'lost, and the scan is paused',
      { ...HELD, state: 'queued', scanState: 'paused' },
      LOST,
      { news: 'attempt-over', host: 'results-only', finished: 'ignore', ends: 'ignore' },
    ],
    [
      'lost, and another works on it',
      { ...HELD, applianceId: 'other', attempts: 3 },
      LOST,
      { news: 'attempt-over', host: 'results-only', finished: 'ignore', ends: 'ignore' },
    ],
    [
      'an older lease of its own',
      { ...HELD, attempts: 3 },
      LOST,
      { news: 'attempt-over', host: 'results-only', finished: 'ignore', ends: 'ignore' },
    ],
    [
      'declined before',
      { ...HELD, state: 'queued' },
      { ...MINE, outcome: 'declined' },
      { news: 'attempt-over', host: 'results-only', finished: 'ignore', ends: 'ignore' },
    ],
    [
      'a slice that is done',
      { ...HELD, state: 'done' },
      MINE,
      { news: 'slice-over', host: 'slice-over', finished: 'ignore', ends: 'ignore' },
    ],
    [
      'a scan that has ended',
      { ...HELD, state: 'queued', scanState: 'canceled' },
      LOST,
      { news: 'slice-over', host: 'slice-over', finished: 'ignore', ends: 'ignore' },
    ],
  ])('%s', (_name, slice, attempt, expected) => {
    for (const kind of NEWS) expect(judgeReport(kind, slice, attempt)).toBe(expected.news);
    for (const kind of ENDS) expect(judgeReport(kind, slice, attempt)).toBe(expected.ends);
    expect(judgeReport('host', slice, attempt)).toBe(expected.host);
    expect(judgeReport('finished', slice, attempt)).toBe(expected.finished);
  });
});
