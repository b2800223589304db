import { describe, expect, it } from 'vitest';
import { type Instant, instant, plus } from '../domain/time/instant.ts';
import { testClock } from '../testing/test-clock.ts';
import { settle, testTimers } from '../testing/test-timers.ts';
import { createTicker } from './ticker.ts';

function setUp(run: () => Promise<Instant | undefined>) {
  const clock = testClock();
  const timers = testTimers();
  const errors: unknown[] = [];
  const lags: number[] = [];
  const ticker = createTicker({
    run,
    clock: clock.now,
    timers,
    maxSleepMs: 5000,
    onError: (error) => errors.push(error),
    onRound: (lagMs) => lags.push(lagMs),
  });
  return { clock, timers, errors, lags, ticker };
}

describe('a ticker', () => {
  it('sleeps until what is due next', async () => {
    const t = setUp(async () => plus(t.clock.now(), 1234));
    t.ticker.start();
    await settle();
    expect(t.timers.pendingMs()).toBe(1234);
  });

  it('never sleeps longer than its bound', async () => {
    const t = setUp(async () => undefined);
    t.ticker.start();
    await settle();
    expect(t.timers.pendingMs()).toBe(5000);
  });

  it('looks again at once when something was due in the past', async () => {
    const t = setUp(async () => instant(0));
    t.ticker.start();
    await settle();
    expect(t.timers.pendingMs()).toBe(0);
  });

  it('tells how long after its time each round begins', async () => {
    const t = setUp(async () => plus(t.clock.now(), 1000));
    t.ticker.start();
    await settle();
    t.clock.advance(1250);
    await t.timers.fire();
    t.clock.advance(500);
    t.ticker.wake();
    t.clock.advance(40);
    await t.timers.fire();
    expect(t.lags).toEqual([0, 250, 40]);
  });

  it('runs again at once when woken', async () => {
    let rounds = 0;
    const t = setUp(async () => {
      rounds += 1;
      return undefined;
    });
    t.ticker.start();
    await settle();
    t.ticker.wake();
    expect(t.timers.pendingMs()).toBe(0);
    await t.timers.fire();
    expect(rounds).toBe(2);
  });

  it('never overlaps itself: a wake-up during a round leads to one more round after it', async () => {
    const ends: (() => void)[] = [];
    const t = setUp(() => new Promise((resolve) => ends.push(() => resolve(undefined))));
    t.ticker.start();
    t.ticker.wake();
    t.ticker.wake();
    await settle();
    expect(ends).toHaveLength(1);
    expect(t.timers.pendingMs()).toBeUndefined();
    ends[0]?.();
    await settle();
    expect(t.timers.pendingMs()).toBe(0);
    await t.timers.fire();
    expect(ends).toHaveLength(2);
  });

  it('survives errors and backs off, longer each time, up to its bound', async () => {
    let broken = true;
    const t = setUp(async () => {
      if (broken) throw new Error('no database');
      return undefined;
    });
    t.ticker.start();
    await settle();
    const delays: (number | undefined)[] = [];
    for (let i = 0; i < 8; i += 1) {
      delays.push(t.timers.pendingMs());
      t.ticker.wake();
      await t.timers.fire();
    }
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(t.errors).toHaveLength(9);
    broken = false;
    await t.timers.fire();
    expect(t.timers.pendingMs()).toBe(5000);
    t.ticker.wake();
    expect(t.timers.pendingMs()).toBe(0);
  });

  it('stops after the round that is under way', async () => {
    let end = () => {};
    const t = setUp(
      () =>
        new Promise((resolve) => {
          end = () => resolve(undefined);
        }),
    );
    t.ticker.start();
    let stopped = false;
    const stopping = t.ticker.stop().then(() => {
      stopped = true;
    });
    await settle();
    expect(stopped).toBe(false);
    end();
    await stopping;
    await settle();
    expect(t.timers.pendingMs()).toBeUndefined();
    t.ticker.wake();
    expect(t.timers.pendingMs()).toBeUndefined();
  });
});
