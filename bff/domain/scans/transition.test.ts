import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { FINAL_SCAN_STATES, SCAN_STATES, type ScanState } from './scan.ts';
import { describeTransitionRefusal, type ScanEvent, type ScanLife, transition } from './transition.ts';

const at = instant(Date.parse('2019-04-23T14:00:00Z'));
const times = { pausesAt: instant(at + 1), resumesAt: instant(at + 2) };
const started: ScanEvent = { kind: 'started', at, times };
const pause = (by: 'person' | 'duration', leased = true): ScanEvent => ({ kind: 'pause-asked', by, leased });
const resume = (by: 'person' | 'duration'): ScanEvent => ({ kind: 'resume-asked', by });
const cancel = (leased = true): ScanEvent => ({ kind: 'cancel-asked', by: 'person', leased, at });
const stopped: ScanEvent = { kind: 'slices-stopped', at };
const done: ScanEvent = { kind: 'all-done', outcome: 'results', at };
const failed: ScanEvent = { kind: 'failed', reason: 'no engine', at };

const EVENTS: Record<string, ScanEvent> = {
  started,
  'pause by person': pause('person'),
  'pause by duration': pause('duration'),
  'pause, nothing leased': pause('person', false),
  'resume by person': resume('person'),
  'resume by duration': resume('duration'),
  cancel: cancel(),
  'cancel, nothing leased': cancel(false),
  stopped,
  done,
  failed,
};

/** Where each event leads; what is not named is refused. */
const EXPECTED: Record<string, Record<string, ScanState>> = {
  queued: { started: 'running', cancel: 'canceling', 'cancel, nothing leased': 'canceled', done: 'finished', failed: 'error' },
  running: {
    started: 'running',
    'pause by person': 'pausing',
    'pause by duration': 'pausing',
    'pause, nothing leased': 'paused',
    cancel: 'canceling',
    'cancel, nothing leased': 'canceled',
    done: 'finished',
    failed: 'error',
  },
  'pausing person': {
    started: 'pausing',
    stopped: 'paused',
    cancel: 'canceling',
    'cancel, nothing leased': 'canceled',
    done: 'finished',
    failed: 'error',
  },
  'pausing duration': {
    started: 'pausing',
    'pause by person': 'pausing',
    'pause, nothing leased': 'pausing',
    stopped: 'paused',
    cancel: 'canceling',
    'cancel, nothing leased': 'canceled',
    done: 'finished',
    failed: 'error',
  },
  'paused person': { 'resume by person': 'queued', cancel: 'canceling', 'cancel, nothing leased': 'canceled' },
  'paused duration': {
    'pause by person': 'paused',
    'pause, nothing leased': 'paused',
    'resume by person': 'queued',
    'resume by duration': 'queued',
    cancel: 'canceling',
    'cancel, nothing leased': 'canceled',
  },
  canceling: { started: 'canceling', stopped: 'canceled' },
  canceled: {},
  finished: {},
  error: {},
};

const lifeOf = (name: string): ScanLife => {
  const [state, pausedBy] = name.split(' ') as [ScanState, 'person' | 'duration' | undefined];
  return { state, pausedBy };
};

describe('the transition table', () => {
  for (const [from, leads] of Object.entries(EXPECTED)) {
    for (const [name, event] of Object.entries(EVENTS)) {
      const to = leads[name];
      it(`${from}: ${name} ${to === undefined ? 'is refused' : `leads to ${to}`}`, () => {
        const result = transition(lifeOf(from), event);
        if (to === undefined) expect(result).toMatchObject({ ok: false, error: { state: lifeOf(from).state, event: event.kind } });
        else expect(result).toMatchObject({ ok: true, value: { state: to } });
      });
    }
  }

  it('nothing leaves a final state, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCAN_STATES),
        fc.array(fc.constantFrom(...Object.values(EVENTS)), { maxLength: 30 }),
        (from, events) => {
          let life: ScanLife = { state: from };
          for (const event of events) {
            const result = transition(life, event);
            if ((FINAL_SCAN_STATES as readonly ScanState[]).includes(life.state)) expect(result.ok).toBe(false);
            if (result.ok) life = follow(life, result.value);
            expect(SCAN_STATES).toContain(life.state);
          }
        },
      ),
    );
  });

  it('a scan that a person paused is never resumed by its duration (seed S15)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(EVENTS)), { maxLength: 40 }), (events) => {
        let life: ScanLife = { state: 'running' };
        for (const event of events) {
          const result = transition(life, event);
          if (life.pausedBy === 'person' && event.kind === 'resume-asked' && event.by === 'duration') expect(result.ok).toBe(false);
          if (result.ok) life = follow(life, result.value);
        }
      }),
    );
  });

  it('a person who takes over a pause stops its automatic resume', () => {
    expect(transition({ state: 'paused', pausedBy: 'duration' }, pause('person'))).toEqual({
      ok: true,
      value: { state: 'paused', pausedBy: 'person', times: {} },
    });
  });

  it('a pause by duration keeps the time of its resume; a start sets all times anew', () => {
    expect(transition({ state: 'running' }, pause('duration'))).toMatchObject({ ok: true, value: { pausedBy: 'duration' } });
    expect(transition({ state: 'running' }, pause('duration'))).not.toHaveProperty('value.times');
    expect(transition({ state: 'queued' }, started)).toEqual({ ok: true, value: { state: 'running', segmentStartedAt: at, times } });
  });

  it('a refusal names the state and what would do', () => {
    expect(describeTransitionRefusal({ event: 'pause-asked', state: 'finished' })).toBe('A scan that is finished cannot be paused.');
    expect(describeTransitionRefusal({ event: 'pause-asked', state: 'queued' })).toContain('It can be paused once it runs');
  });
});

const follow = (life: ScanLife, change: { state: ScanState; pausedBy?: 'person' | 'duration' | 'nobody' }): ScanLife => {
  if (change.pausedBy === undefined) return { ...life, state: change.state };
  return { state: change.state, pausedBy: change.pausedBy === 'nobody' ? undefined : change.pausedBy };
};
