import type { LogBatch, LogEntry, LogResponse } from '#protocol/log';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Clock } from '../../../domain/time/instant.ts';
import type { AgentToken } from '../../../http/agent-auth.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { takeToken } from '../report-store.ts';
import { addEntries, lockStream } from './log-store.ts';

type Refusal = 'token-replayed' | 'token-invalid' | 'appliance-retired' | 'appliance-unknown';

/** The Monitoring Server's ear: takes the operational log of the appliance whose token it is, each entry once, in order. */
export interface LogIntake {
  readonly take: (token: AgentToken, batch: LogBatch) => Promise<Result<LogResponse, Refusal>>;
}

export interface LogIntakeDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** The entries that follow on the last known number, one after the other, told losses between them; what does not follow is left. */
export function entriesThatFollow(entries: readonly LogEntry[], last: number): LogEntry[] {
  const following: LogEntry[] = [];
  let known = last;
  for (const entry of entries) {
    if (entry.number <= known) continue;
    if (entry.number !== known + 1 + (entry.lost ?? 0)) break;
    following.push(entry);
    known = entry.number;
  }
  return following;
}

export function createLogIntake({ uow, clock, newId }: LogIntakeDeps): LogIntake {
  return {
    take: (token, { stream, entries }) =>
      uow(async (work): Promise<Result<LogResponse, Refusal>> => {
        const { applianceId } = token;
        const use = await takeToken(work.tx, token);
        if (use !== 'used') return err(use);
        const last = await lockStream(work.tx, applianceId, stream);
        const following = entriesThatFollow(entries, last);
        if (following.length > 0) {
          await addEntries(work.tx, { applianceId, stream, entries: following, receivedAt: clock(), newId });
          work.announce('appliances', applianceId);
        }
        return ok({ serverTime: clock(), acknowledged: following.at(-1)?.number ?? last });
      }),
  };
}
