import { describe, expect, it } from 'vitest';
import type { Scan } from '#contract/scans';
import { scanActions } from './scan-actions.ts';

const queuedAt = '2026-03-05T17:00:00Z';
const started = { queuedAt, startedAt: '2026-03-05T17:00:02Z' };

const named = (scan: Pick<Scan, 'state' | 'pausedBy' | 'hops'>, permissions = ['scans.control']) =>
  Object.entries(scanActions(scan, permissions))
    .filter(([, possible]) => possible)
    .map(([name]) => name);

describe('what can be done with a scan', () => {
  it.each([
    ['queued', undefined, ['cancel']],
    ['running', undefined, ['pause', 'cancel']],
    ['pausing', 'person', ['cancel']],
    ['paused', 'person', ['resume', 'cancel']],
    ['paused', 'duration', ['resume', 'keepPaused', 'cancel']],
    ['canceling', undefined, []],
    ['canceled', undefined, []],
    ['finished', undefined, []],
    ['error', undefined, []],
  ] as const)('%s by %s: %j', (state, pausedBy, expected) => {
    expect(named({ state, ...(pausedBy && { pausedBy }), hops: { queuedAt } })).toEqual(expected);
  });

  it('offers the report from the first host on, also to who may only look', () => {
    expect(named({ state: 'running', hops: started }, ['scans.read'])).toEqual(['report']);
    expect(named({ state: 'queued', hops: { queuedAt } }, ['scans.read'])).toEqual([]);
  });

  it.each(['finished', 'canceled', 'error'] as const)('launches a scan again that is %s', (state) => {
    expect(named({ state, hops: { queuedAt } }, ['scans.launch'])).toEqual(['relaunch']);
  });
});
