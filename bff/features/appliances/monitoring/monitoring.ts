import type { Actor } from '../../../domain/identity/role.ts';
import type { ApplianceAlertRules } from '../../../domain/settings/appliance-alerts.ts';
import { DAY_MS } from '../../../domain/time/instant.ts';
import type { Executor } from '../../../storage/database.ts';
import { type AlertRoundDeps, createAlertRound } from './alert-round.ts';
import { createLogSearch } from './log-search.ts';
import { forgetLog } from './log-store.ts';

type Rules = ApplianceAlertRules & { readonly distributionGroupIds: string[]; readonly revision: number };

/** The setup of alerts, which the settings keep. */
export interface AlertSettings {
  readonly read: (within?: Executor) => Promise<Rules>;
  readonly change: (actor: Actor, change: ApplianceAlertRules & { readonly revision: number }) => Promise<Rules>;
}

export interface MonitoringDeps extends Omit<AlertRoundDeps, 'rules'> {
  readonly settings: AlertSettings;
}

export type Monitoring = ReturnType<typeof createMonitoring>;

/** The Monitoring Server (seed 000, N6): what appliances told, searched and forgotten, and people told of silence. */
export function createMonitoring(deps: MonitoringDeps) {
  const { db, clock, settings } = deps;
  return {
    search: createLogSearch(deps),
    settings,
    /** One round of a ticker. */
    alerts: createAlertRound({ ...deps, rules: settings.read }),
    forgetOld: async () => {
      const { keepLogDays } = await settings.read();
      await forgetLog(db, new Date(clock() - keepLogDays * DAY_MS));
    },
  };
}
