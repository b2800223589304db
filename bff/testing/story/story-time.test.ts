import { describe, expect, it } from 'vitest';
import { instant } from '../../domain/time/instant.ts';
import { createStoryTime } from './story-time.ts';

const START = instant(Date.parse('2026-03-05T18:42:00Z'));
const MINUTE_MS = 60_000;
const later = (minutes: number) => instant(START + minutes * MINUTE_MS);

/** A ticker: takes its round, which ends when it is told, and sets its next one. */
function ticker(time: ReturnType<typeof createStoryTime>, everyMs: number) {
  const { timers, clock } = time.world;
  const rounds: number[] = [];
  const end: { round?: () => void } = {};
  const round = () => {
    rounds.push(clock());
    end.round = () => void timers.set(round, everyMs);
  };
  const handle = timers.set(round, everyMs);
  return { rounds, endRound: () => end.round?.(), stop: () => timers.clear(handle) };
}

describe('the time of a story', () => {
  it('stands still until it is moved, and never goes back', () => {
    const time = createStoryTime(START);
    expect(time.world.clock()).toBe(START);
    time.goTo(later(5));
    expect(time.world.clock()).toBe(later(5));
    expect(() => time.goTo(later(4))).toThrow('it is 2026-03-05T18:47:00.000Z already');
  });

  it('starts what has fallen due, in its order, each once, at the new time', () => {
    const time = createStoryTime(START);
    const seen: string[] = [];
    const { timers, clock } = time.world;
    timers.set(() => seen.push(`late ${clock()}`), 9 * MINUTE_MS);
    timers.set(() => seen.push(`early ${clock()}`), 2 * MINUTE_MS);
    timers.set(() => seen.push('not due'), 11 * MINUTE_MS);
    time.goTo(later(10));
    expect(seen).toEqual([`early ${later(10)}`, `late ${later(10)}`]);
    time.goTo(later(10));
    expect(seen).toHaveLength(2);
  });

  it('is idle again when every round that began has set its next one', async () => {
    const time = createStoryTime(START);
    const one = ticker(time, MINUTE_MS);
    let idle = false;
    await time.idle();
    time.goTo(later(1));
    const waited = time.idle().then(() => {
      idle = true;
    });
    await Promise.resolve();
    expect([idle, one.rounds]).toEqual([false, [later(1)]]);
    one.endRound();
    await waited;
    expect(idle).toBe(true);
    time.goTo(later(2));
    expect(one.rounds).toEqual([later(1), later(2)]);
  });

  it('takes one round of a ticker for all that a leap passed over', () => {
    const time = createStoryTime(START);
    const one = ticker(time, MINUTE_MS);
    time.goTo(later(600));
    expect(one.rounds).toEqual([later(600)]);
  });

  it('does not start what was cleared or called off', () => {
    const time = createStoryTime(START);
    const one = ticker(time, MINUTE_MS);
    const seen: string[] = [];
    const callOff = time.world.callAt(later(1), () => seen.push('called'));
    time.world.callAt(later(2), () => seen.push('second'));
    one.stop();
    callOff();
    time.goTo(later(3));
    expect([one.rounds, seen]).toEqual([[], ['second']]);
  });

  it('calls before it starts rounds, and waits for no call to end', async () => {
    const time = createStoryTime(START);
    const seen: string[] = [];
    const { timers, callAt } = time.world;
    timers.set(() => {
      seen.push('round');
      timers.set(() => undefined, MINUTE_MS);
    }, MINUTE_MS);
    callAt(later(3), () => seen.push('call'));
    time.goTo(later(3));
    expect(seen).toEqual(['call', 'round']);
  });

  it('lets a short wait pass by itself, and is not idle before its round has ended', async () => {
    const time = createStoryTime(START);
    const { timers } = time.world;
    const seen: string[] = [];
    const again = () => {
      seen.push('again');
      timers.set(again, MINUTE_MS);
    };
    timers.set(again, 1);
    expect(seen).toEqual([]);
    await time.idle();
    expect([seen, time.world.clock()]).toEqual([['again'], START]);
  });
});
