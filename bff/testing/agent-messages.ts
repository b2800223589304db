import { randomUUID } from 'node:crypto';
import { pollOf } from './agent-speaker.ts';
import type { TestClock } from './test-clock.ts';

/** One of each that an appliance sends under its token, with its path. */
export function oneOfEach(clock: TestClock): [string, object][] {
  const now = clock.now();
  const entry = { number: 1, at: now, machineAt: now, level: 'info', code: 'command', message: 'Told.' };
  const progress = { messageId: randomUUID(), sliceId: randomUUID(), attempt: 1, at: now, kind: 'progress', hostsDone: 0, hostsTotal: 1 };
  return [
    ['/agent/v1/poll', pollOf(clock.now)],
    ['/agent/v1/reports', { reports: [progress] }],
    ['/agent/v1/log', { stream: randomUUID(), entries: [entry] }],
  ];
}
