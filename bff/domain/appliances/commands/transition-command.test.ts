import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '../../time/instant.ts';
import { COMMAND_KINDS, COMMAND_STATES, type CommandFacts, isFinal } from './command.ts';
import { type CommandEvent, transitionCommand } from './transition-command.ts';

const EXPIRES = instant(3_600_000);
const facts = (more: Partial<CommandFacts> = {}): CommandFacts => ({ kind: 'routes', state: 'queued', expiresAt: EXPIRES, ...more });
const told = (state: 'delivered' | 'running' | 'succeeded' | 'failed', more: { reason?: string; bootId?: string } = {}): CommandEvent => ({
  ...{ kind: 'told', state, bootId: 'boot-2' },
  ...more,
});
const step = (before: Partial<CommandFacts>, event: CommandEvent, now = instant(0)) => {
  const result = transitionCommand(facts(before), event, now);
  return result.ok ? [result.value.state, result.value.reason].filter(Boolean).join(': ') : result.error;
};

it.each<[string, Partial<CommandFacts>, CommandEvent, string]>([
  ['a queued command goes out', {}, { kind: 'sent' }, 'delivered'],
  ['going out again changes nothing', { state: 'delivered' }, { kind: 'sent' }, 'nothing'],
  ['it runs', { state: 'delivered' }, told('running'), 'running'],
  ['late news of an earlier state changes nothing', { state: 'running' }, told('delivered'), 'nothing'],
  ['a list succeeds', { state: 'running' }, told('succeeded'), 'succeeded'],
  ['a short one succeeds before it was seen to run', { state: 'delivered' }, told('succeeded'), 'succeeded'],
  [
    'it fails with its reason',
    { state: 'running' },
    told('failed', { reason: 'Operation not permitted' }),
    'failed: Operation not permitted',
  ],
  ['a reboot succeeds with a new start', { kind: 'reboot', state: 'running', bootId: 'boot-1' }, told('succeeded'), 'succeeded'],
  [
    'a reboot that is said to be done by the same start has failed',
    { kind: 'reboot', state: 'running', bootId: 'boot-2' },
    told('succeeded'),
    'failed: It said that it had rebooted, but it is the same start as before',
  ],
  ['what waits can be canceled', {}, { kind: 'cancel' }, 'canceled'],
  ['what is out cannot', { state: 'delivered' }, { kind: 'cancel' }, 'too-late'],
  ['what runs cannot', { state: 'running' }, { kind: 'cancel' }, 'too-late'],
  ['retiring ends it', { state: 'delivered' }, { kind: 'retire' }, 'canceled: The appliance was retired'],
])('%s', (_, before, event, expected) => {
  expect(step(before, event)).toBe(expected);
});

it('time passes: not begun, it expires; a reboot that does not come back fails', () => {
  const passed: CommandEvent = { kind: 'time-passed' };
  expect(step({}, passed, instant(EXPIRES - 1))).toBe('nothing');
  expect(step({}, passed, EXPIRES)).toBe('expired: The appliance did not begin in time');
  expect(step({ state: 'delivered' }, passed, EXPIRES)).toMatch(/^expired/);
  expect(step({ kind: 'reboot', state: 'running' }, passed, EXPIRES)).toBe('failed: The appliance did not come back in time');
  expect(step({ state: 'running' }, passed, EXPIRES)).toBe('failed: No word of its end came in time');
});

it('nothing leaves a final state, and every step leads forward', () => {
  const event = fc.oneof(
    fc.constantFrom<CommandEvent>({ kind: 'sent' }, { kind: 'cancel' }, { kind: 'retire' }, { kind: 'time-passed' }),
    fc.constantFrom('delivered' as const, 'running' as const, 'succeeded' as const, 'failed' as const).map((state) => told(state)),
  );
  const order = (state: (typeof COMMAND_STATES)[number]) => (isFinal(state) ? 3 : COMMAND_STATES.indexOf(state));
  fc.assert(
    fc.property(fc.constantFrom(...COMMAND_KINDS), fc.array(event, { maxLength: 12 }), fc.boolean(), (kind, events, late) => {
      let command = facts({ kind });
      for (const one of events) {
        const next = transitionCommand(command, one, late ? EXPIRES : instant(0));
        if (isFinal(command.state)) expect(next).toEqual({ ok: false, error: 'over' });
        if (!next.ok) continue;
        expect(order(next.value.state)).toBeGreaterThan(order(command.state));
        command = { ...command, state: next.value.state };
      }
    }),
    { numRuns: 300 },
  );
});
