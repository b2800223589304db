import { isFinal } from '../../../domain/appliances/commands/command.ts';
import { type CommandEvent, type CommandRefusal, transitionCommand } from '../../../domain/appliances/commands/transition-command.ts';
import type { Actor } from '../../../domain/identity/role.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { type Instant, instant } from '../../../domain/time/instant.ts';
import type { Work } from '../../../storage/unit-of-work.ts';
import { type CommandRow, updateCommand } from './store.ts';

export interface CommandStepInput {
  readonly event: CommandEvent;
  readonly now: Instant;
  /** Null: it happened by itself, or the appliance said so. */
  readonly actor: Actor | null;
}

/** Takes a locked command one step further: writes it down, audits an end, tells listeners. */
export async function stepCommand(
  work: Work,
  row: CommandRow,
  { event, now, actor }: CommandStepInput,
): Promise<Result<CommandRow, CommandRefusal>> {
  const facts = { kind: row.kind, state: row.state, expiresAt: instant(row.expiresAt.getTime()), bootId: row.bootId ?? undefined };
  const step = transitionCommand(facts, event, now);
  if (!step.ok) return err(step.error);
  const { state, reason } = step.value;
  const at = new Date(now);
  const changed = await updateCommand(work.tx, row.id, {
    state,
    ...(reason === undefined ? {} : { reason: reason.slice(0, 500) }),
    ...(state === 'delivered' ? { deliveredAt: at } : {}),
    ...(event.kind === 'told' && state === 'running'
      ? { startedAt: at, acknowledgedAt: row.acknowledgedAt ?? at, bootId: event.bootId }
      : {}),
    ...(isFinal(state) ? { endedAt: at } : {}),
  });
  if (isFinal(state)) await noteEnd(work, changed, actor);
  work.announce('appliances', row.applianceId);
  return ok(changed);
}

async function noteEnd(work: Work, { id, applianceId, kind, state, reason }: CommandRow, actor: Actor | null): Promise<void> {
  const after = { commandId: id, kind, ...(reason === null ? {} : { reason }) };
  await work.audit({ actor, action: `appliance.command-${state}`, objectType: 'appliance', objectId: applianceId, after });
}
