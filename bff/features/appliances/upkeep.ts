import { type Clock, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, plus, SECOND_MS } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { CommandService } from './commands/service.ts';
import { forgetEnded } from './commands/store.ts';
import type { HandOut } from './hand-out.ts';
import type { LeaseService } from './lease-service.ts';
import { forgetApplied, purgeTokens } from './report-store.ts';
import { crossedLines } from './store.ts';

/** What happens to appliances by itself. Each that answers an instant is one round of a ticker: there is something to do again then. */
export interface Upkeep {
  readonly expireLeases: () => Promise<Instant | undefined>;
  readonly expireCommands: () => Promise<Instant | undefined>;
  /** The safety net of the wake-ups: hands waiting slices to held polls, declined ones included once their back-off is over. */
  readonly serveHeld: () => Promise<Instant>;
  /** Tells listeners of appliances that became late or offline, which is nothing but time passing. */
  readonly noteSilence: () => Promise<Instant>;
  /** Forgets used tokens that have expired. */
  readonly purgeTokens: () => Promise<Instant>;
  /** Forgets commands that ended a year ago; the audit keeps who gave them. No round of its own. */
  readonly forgetCommands: () => Promise<void>;
  /** Forgets applied messages of scans that ended days ago. No round of its own. */
  readonly forgetReports: () => Promise<void>;
}

export interface UpkeepDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly leases: Pick<LeaseService, 'expire'>;
  readonly handOut: Pick<HandOut, 'serveHeld'>;
  readonly commands: Pick<CommandService, 'expire'>;
}

const SERVE_EVERY_MS = 5 * SECOND_MS;
const LOOK_EVERY_MS = 10 * SECOND_MS;
const PURGE_EVERY_MS = MINUTE_MS;
const KEEP_COMMANDS_MS = 365 * DAY_MS;

export function createUpkeep({ db, uow, clock, leases, handOut, commands }: UpkeepDeps): Upkeep {
  let lookedUntil: Instant | undefined;
  return {
    expireLeases: leases.expire,
    expireCommands: commands.expire,
    serveHeld: async () => {
      await handOut.serveHeld();
      return plus(clock(), SERVE_EVERY_MS);
    },
    noteSilence: async () => {
      const now = clock();
      const silent = await crossedLines(db, lookedUntil ?? plus(now, -HOUR_MS), now);
      if (silent.length > 0) await uow((work) => announceAll(work, silent));
      lookedUntil = now;
      return plus(now, LOOK_EVERY_MS);
    },
    purgeTokens: async () => {
      await purgeTokens(db, clock());
      return plus(clock(), PURGE_EVERY_MS);
    },
    forgetCommands: () => forgetEnded(db, plus(clock(), -KEEP_COMMANDS_MS)),
    forgetReports: () => forgetApplied(db, clock()),
  };
}

async function announceAll(work: Work, applianceIds: readonly string[]): Promise<void> {
  for (const id of applianceIds) work.announce('appliances', id);
}
