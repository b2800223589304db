import { err, ok, type Result } from '../../result.ts';
import type { Instant } from '../../time/instant.ts';
import { type CommandFacts, type CommandState, isFinal } from './command.ts';

/** What happens to a command. */
export type CommandEvent =
  /** It is in an answer to a poll. */
  | { readonly kind: 'sent' }
  /** The appliance says how far it is. */
  | {
      readonly kind: 'told';
      readonly state: 'delivered' | 'running' | 'succeeded' | 'failed';
      readonly reason?: string;
      readonly bootId: string;
    }
  | { readonly kind: 'cancel' | 'retire' | 'replace' | 'time-passed' };

/** The state that follows. Nothing leaves a final state. */
export interface CommandStep {
  readonly state: CommandState;
  readonly reason?: string | undefined;
}

/** `over`: it has ended. `too-late`: the appliance has it. `nothing`: this changes nothing. */
export type CommandRefusal = 'over' | 'too-late' | 'nothing';

const ORDER: readonly CommandState[] = ['queued', 'delivered', 'running'];

/** queued → delivered → running → succeeded | failed | expired | canceled (design 04 §4.5). */
export function transitionCommand(command: CommandFacts, event: CommandEvent, now: Instant): Result<CommandStep, CommandRefusal> {
  const { state } = command;
  if (isFinal(state)) return err('over');
  switch (event.kind) {
    case 'sent':
      return state === 'queued' ? ok({ state: 'delivered' }) : err('nothing');
    case 'cancel':
      return state === 'queued' ? ok({ state: 'canceled' }) : err('too-late');
    case 'retire':
      return ok({ state: 'canceled', reason: 'The appliance was retired' });
    case 'replace':
      return ok({ state: 'canceled', reason: 'Another machine takes the place of the appliance' });
    case 'time-passed':
      return now < command.expiresAt ? err('nothing') : ok(overdue(command));
    default:
      return told(command, event);
  }
}

function overdue({ kind, state }: CommandFacts): CommandStep {
  if (state !== 'running') return { state: 'expired', reason: 'The appliance did not begin in time' };
  return { state: 'failed', reason: kind === 'reboot' ? 'The appliance did not come back in time' : 'No word of its end came in time' };
}

function told(command: CommandFacts, event: Extract<CommandEvent, { kind: 'told' }>): Result<CommandStep, CommandRefusal> {
  if (event.state === 'failed') return ok({ state: 'failed', reason: event.reason ?? 'The appliance gave no reason' });
  if (event.state === 'succeeded') return ok(succeeded(command, event.bootId));
  return ORDER.indexOf(event.state) > ORDER.indexOf(command.state) ? ok({ state: event.state }) : err('nothing');
}

function succeeded({ kind, bootId }: CommandFacts, bootIdNow: string): CommandStep {
  if (kind !== 'reboot' || bootId !== bootIdNow) return { state: 'succeeded' };
  return { state: 'failed', reason: 'It said that it had rebooted, but it is the same start as before' };
}
