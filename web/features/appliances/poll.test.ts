import { describe, expect, it } from 'vitest';
import { clockIsOff, intervalOver, pollText } from './poll.ts';

const now = Date.parse('2026-03-05T18:42:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();

describe('the next poll', () => {
  it.each([
    ['counts down', { state: 'busy', nextPollAt: at(131), lastPollAt: at(-59) }, { figure: '2:11' }],
    [
      'within the grace is overdue without alarm',
      { state: 'online', nextPollAt: at(-4), lastPollAt: at(-194) },
      { figure: '0:04', remark: 'overdue' },
    ],
    ['late warns', { state: 'late', nextPollAt: at(-51), lastPollAt: at(-241) }, { figure: '0:51', remark: 'overdue', tone: 'warn' }],
    [
      'offline says for how long',
      { state: 'offline', nextPollAt: at(-9000), lastPollAt: at(-9190) },
      { figure: 'none', remark: 'for 2 h', tone: 'bad' },
    ],
    ['never connected has none', { state: 'never-connected' }, { figure: '—' }],
    ['retired has none', { state: 'retired', nextPollAt: at(20), lastPollAt: at(-9) }, { figure: '—' }],
  ] as const)('%s', (_name, appliance, expected) => expect(pollText(appliance, now)).toEqual(expected));

  it('fills its bar over the interval and stops at its end', () => {
    expect(intervalOver({ nextPollAt: at(95), pollIntervalSeconds: 190 }, now)).toBe(0.5);
    expect(intervalOver({ nextPollAt: at(-30), pollIntervalSeconds: 190 }, now)).toBe(1);
    expect(intervalOver({ nextPollAt: at(400), pollIntervalSeconds: 190 }, now)).toBe(0);
  });

  it('raises the clock alarm from two seconds on, either way', () => {
    expect([1_999, 2_000, -2_000, -1_999].map(clockIsOff)).toEqual([false, true, true, false]);
  });
});
