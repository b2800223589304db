import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { type ApplianceAlertRules, DEFAULT_APPLIANCE_ALERTS } from '../../domain/settings/appliance-alerts.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor, Transaction } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { holdGroups, settingsStore } from './store.ts';

const SECTION = 'appliance-alerts';

const nobody: Issue = {
  path: ['managers'],
  code: 'nobody-told',
  message: 'Nobody would be told: choose the managers or a distribution group, or switch the alerts off',
};
const groupUnknown: Issue = {
  path: ['distributionGroupIds'],
  code: 'group-unknown',
  message: 'A distribution group is gone: choose from the list',
};

async function check(tx: Transaction, { enabled, managers, distributionGroupIds: ids }: ApplianceAlertRules): Promise<Issue[]> {
  const known = ids.length === 0 ? 0 : await holdGroups(tx, ids);
  const issues = known < new Set(ids).size ? [groupUnknown] : [];
  return enabled && !managers && ids.length === 0 ? [...issues, nobody] : issues;
}

/** Who is told of silent appliances, after how long, and how long their logs are kept. */
export function createAlertSettings({ db, uow, clock }: { db: Database; uow: UnitOfWork; clock: Clock }) {
  const read = async (within: Executor = db) => {
    const { value, revision } = await settingsStore.read(within, SECTION, DEFAULT_APPLIANCE_ALERTS);
    return { ...value, distributionGroupIds: [...value.distributionGroupIds], revision };
  };
  return {
    read,
    change: async (actor: Actor, { revision, ...rules }: ApplianceAlertRules & { readonly revision: number }) => {
      await uow(async (work) => {
        const before = await read(work.tx);
        const issues = await check(work.tx, rules);
        if (issues.length > 0) throw refuse.invalid(issues);
        const change = { section: SECTION, value: rules, revision, updatedAt: new Date(clock()) };
        if (before.revision !== revision || !(await settingsStore.replace(work.tx, change))) throw refuse.stale(await read(work.tx));
        await work.audit({ actor, action: 'setup.changed', objectType: 'setup', objectId: SECTION, before, after: rules });
        work.announce('setup', SECTION);
      });
      return read();
    },
  };
}
