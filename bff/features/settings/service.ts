import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { DEFAULT_SCHEDULED_SCANS, type ScheduledScansRules } from '../../domain/settings/scheduled-scans.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { settingsStore } from './store.ts';

const SCHEDULED_SCANS = 'scheduled-scans';

export type SettingsService = ReturnType<typeof createSettingsService>;

export function createSettingsService({ db, uow, clock }: { db: Database; uow: UnitOfWork; clock: Clock }) {
  const scheduledScans = async (within: Executor = db) => {
    const { value, revision } = await settingsStore.read(within, SCHEDULED_SCANS, DEFAULT_SCHEDULED_SCANS);
    return { ...value, revision };
  };
  return {
    /** The rules as they are now, read inside the caller's transaction when one is given. */
    scheduledScans,

    changeScheduledScans: async (actor: Actor, { revision, ...rules }: ScheduledScansRules & { revision: number }) => {
      await uow(async (work) => {
        const before = await scheduledScans(work.tx);
        const change = { section: SCHEDULED_SCANS, value: rules, revision, updatedAt: new Date(clock()) };
        if (before.revision !== revision || !(await settingsStore.replace(work.tx, change)))
          throw refuse.stale(await scheduledScans(work.tx));
        await work.audit({ actor, action: 'setup.changed', objectType: 'setup', objectId: SCHEDULED_SCANS, before, after: rules });
        work.announce('setup', SCHEDULED_SCANS);
      });
      return scheduledScans();
    },
  };
}
