import { applianceState, utc } from '../../domain/appliances/health.ts';
import type { ScannerChoice } from '../../domain/schedules/schedule.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import { toAppliance } from './store.ts';
import { type AllowedAppliances, countAllowed, lastDecline, readOnlyAllowed, waitingGroups } from './waiting-store.ts';

/** Why a queued scan waits, in a sentence; undefined when it is about to be taken. */
export type WaitingReason = (
  executor: Executor,
  scan: { readonly scanId?: string | undefined; readonly scanners: ScannerChoice },
) => Promise<string | undefined>;

export const createWaitingReason =
  (clock: Clock): WaitingReason =>
  async (executor, { scanId, scanners }) => {
    // What waits of it may be for the pools of asset groups, each with a reason of its own: the first is told.
    const groups = scanId === undefined ? [] : await waitingGroups(executor, scanId);
    const choices = groups.length === 0 ? [scanners] : groups.map((group) => group.scanners);
    for (const choice of choices) {
      const reason = await reasonOf(executor, clock, { scanId, scanners: choice });
      if (reason !== undefined) return reason;
    }
    return undefined;
  };

async function reasonOf(executor: Executor, clock: Clock, { scanId, scanners }: Parameters<WaitingReason>[1]): Promise<string | undefined> {
  const now = clock();
  const allowed = await countAllowed(executor, scanners, now);
  if (allowed.total === 0) return scanners.kind === 'any' ? 'There is no appliance yet' : 'Every allowed appliance is retired';
  if (allowed.free === 0 && allowed.total === 1) return onlyOne(executor, scanners, clock);
  if (allowed.online === 0) {
    return scanners.kind === 'any' ? 'No appliance is online' : `None of the ${allowed.total} allowed appliances is online`;
  }
  if (allowed.free === 0) return full(scanners, allowed);
  const declined = scanId === undefined ? undefined : await lastDecline(executor, scanId, now);
  if (declined !== undefined) return `${declined.name} declined it: ${declined.reason}`;
  if (allowed.prompt > 0 || allowed.nextPollAt === undefined) return undefined;
  return `Waits for the next poll of an appliance, due ${utc(allowed.nextPollAt)}`;
}

async function onlyOne(executor: Executor, scanners: ScannerChoice, clock: Clock): Promise<string | undefined> {
  const row = await readOnlyAllowed(executor, scanners);
  if (row === undefined) return undefined;
  const { state, since } = applianceState({ ...toAppliance(row), runningSlices: 0 }, clock());
  if (state === 'never-connected') return `${row.name} has never connected`;
  if (state === 'offline' || state === 'missing') return `${row.name} is ${state} since ${utc(since)}`;
  return `${row.name} is full`;
}

function full(scanners: ScannerChoice, { total, online }: AllowedAppliances): string {
  const allowed = scanners.kind === 'any' ? 'appliances' : 'allowed appliances';
  if (online === total) return `All ${total} ${allowed} are full`;
  return online === 1
    ? `The only one of ${total} ${allowed} that is online is full`
    : `All ${online} of ${total} ${allowed} that are online are full`;
}
