import { describe, expect, it } from 'vitest';
import { type EventStream, LiveUpdates } from './live-updates.ts';

/** A world in which time passes by hand. */
function world() {
  const streams: (EventStream & { closed: boolean })[] = [];
  const timers: { run: () => void; atMs: number; over: boolean }[] = [];
  const changes: string[] = [];
  let nowMs = 0;
  const live = new LiveUpdates({
    connect: () => {
      const stream = { onopen: null, onerror: null, onmessage: null, closed: false, close: () => Object.assign(stream, { closed: true }) };
      streams.push(stream);
      return stream;
    },
    setTimer: (run, afterMs) => {
      const timer = { run, atMs: nowMs + afterMs, over: false };
      timers.push(timer);
      return () => {
        timer.over = true;
      };
    },
    now: () => nowMs,
    random: () => 1,
    onChange: (topics) => changes.push(topics === 'all' ? 'all' : [...topics].sort().join(',')),
  });
  const pass = (ms: number) => {
    nowMs += ms;
    for (const timer of timers.filter(({ over, atMs }) => !over && atMs <= nowMs)) {
      timer.over = true;
      timer.run();
    }
  };
  return { live, changes, pass, last: () => streams.at(-1)!, count: () => streams.length };
}

const tell = (stream: EventStream, topic: string) => stream.onmessage?.({ data: JSON.stringify({ topic, id: '1' }) });

describe('live updates', () => {
  it('gather a burst of changes into one reload', () => {
    const { live, changes, pass, last } = world();
    live.start();
    last().onopen?.();
    tell(last(), 'scans');
    tell(last(), 'scans');
    tell(last(), 'schedules');
    expect(changes).toEqual([]);
    pass(250);
    expect(changes).toEqual(['scans,schedules']);
  });

  it('ignore what they do not understand', () => {
    const { live, changes, pass, last } = world();
    live.start();
    last().onmessage?.({ data: 'no json' });
    last().onmessage?.({ data: '{"topic":5}' });
    last().onmessage?.({ data: undefined });
    pass(1_000);
    expect(changes).toEqual([]);
  });

  it('say since when they are stale, back off, and reload everything after the gap', () => {
    const { live, changes, pass, last, count } = world();
    live.start();
    last().onopen?.();
    pass(10_000);
    last().onerror?.();
    expect(live.state).toEqual({ kind: 'stale', sinceMs: 10_000, retryAtMs: 11_000 });
    pass(1_000);
    expect(count()).toBe(2);
    last().onerror?.();
    expect(live.state).toEqual({ kind: 'stale', sinceMs: 10_000, retryAtMs: 13_000 });
    pass(2_000);
    last().onopen?.();
    expect(live.state).toEqual({ kind: 'live' });
    expect(changes).toEqual(['all']);
  });

  it('never wait longer than half a minute', () => {
    const { live, pass, last } = world();
    live.start();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      last().onerror?.();
      pass(30_000);
    }
    last().onerror?.();
    const { state } = live;
    expect(state.kind === 'stale' && state.retryAtMs).toBe(12 * 30_000 + 30_000);
  });

  it('try at once when asked, and one connection at a time', () => {
    const { live, pass, last, count } = world();
    live.start();
    const lost = last();
    lost.onerror?.();
    live.retryNow();
    pass(5_000);
    expect(lost).toMatchObject({ closed: true });
    expect(count()).toBe(2);
  });

  it('end when stopped', () => {
    const { live, pass, last, count } = world();
    live.start();
    last().onerror?.();
    live.stop();
    pass(60_000);
    expect(count()).toBe(1);
  });
});
