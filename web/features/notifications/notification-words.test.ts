import { describe, expect, it } from 'vitest';
import { unsent, worstState } from './notification-words.ts';

const counts = (change: object) => ({ counts: { queued: 0, sent: 0, retrying: 0, bounced: 0, kept: 0, ...change } });

describe('the state of a notification', () => {
  it.each([
    [{ sent: 1 }, { state: 'sent', of: '' }],
    [{ sent: 5 }, { state: 'sent', of: 'all 5' }],
    [
      { sent: 4, bounced: 1 },
      { state: 'bounced', of: '1 of 5' },
    ],
    [
      { queued: 2, retrying: 1 },
      { state: 'retrying', of: '1 of 3' },
    ],
    [
      { kept: 3, sent: 1 },
      { state: 'kept', of: '3 of 4' },
    ],
    [{}, undefined],
  ])('%j is the worst of its addresses', (change, shown) => {
    expect(worstState(counts(change))).toEqual(shown);
  });

  it('counts what can be sent again', () => {
    expect(unsent(counts({ sent: 9, queued: 2, bounced: 1, kept: 1, retrying: 1 }))).toBe(3);
  });
});
