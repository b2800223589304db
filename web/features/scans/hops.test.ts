import { describe, expect, it } from 'vitest';
import type { Scan } from '#contract/scans';
import { dueToFirstHost, formatHopOffset, hopsOfScan } from './hops.ts';

const hops: Scan['hops'] = {
  dueAt: '2026-03-05T17:00:00.000Z',
  queuedAt: '2026-03-05T17:00:00.040Z',
  offeredAt: '2026-03-05T17:00:00.310Z',
  acceptedAt: '2026-03-05T17:00:00.860Z',
  startedAt: '2026-03-05T17:00:01.920Z',
};

describe('the hops of a scan', () => {
  it.each([
    [40, '+0.04 s'],
    [59_990, '+59.99 s'],
    [60_000, '+1 min'],
    [3_725_000, '+1 h 2 min'],
    [-40, '−0.04 s'],
  ])('writes %i ms as %s', (ms, words) => expect(formatHopOffset(ms)).toBe(words));

  it('stands at the first hop without a time while it runs', () => {
    expect(hopsOfScan({ hops, state: 'running' }).map(({ name, state, offset }) => [name, state, offset])).toEqual([
      ['Due', 'done', undefined],
      ['Queued', 'done', '+0.04 s'],
      ['Offered', 'done', '+0.31 s'],
      ['Accepted', 'done', '+0.86 s'],
      ['Started', 'done', '+1.92 s'],
      ['Uploading', 'now', undefined],
      ['Indexed', 'ahead', undefined],
    ]);
  });

  it('has no present hop after the end, reached or not', () => {
    const { queuedAt } = hops;
    expect(hopsOfScan({ hops: { queuedAt }, state: 'canceled' }).map(({ state }) => state)).toEqual([
      'done',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
    ]);
  });

  it('measures from due to the first host, or from queued when nothing was due', () => {
    const { dueAt: _due, ...byHand } = hops;
    expect(dueToFirstHost({ hops })).toEqual({ from: 'due', words: '1.92 s' });
    expect(dueToFirstHost({ hops: byHand })).toEqual({ from: 'queued', words: '1.88 s' });
    expect(dueToFirstHost({ hops: { queuedAt: hops.queuedAt } })).toBeUndefined();
  });
});
