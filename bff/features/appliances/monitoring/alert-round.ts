import type { ApplianceAlert } from '../../../domain/notifications/compose-alert.ts';
import type { ApplianceAlertRules } from '../../../domain/settings/appliance-alerts.ts';
import { type Clock, type Instant, instant, MINUTE_MS, plus, SECOND_MS } from '../../../domain/time/instant.ts';
import type { Database, Executor } from '../../../storage/database.ts';
import type { UnitOfWork, Work } from '../../../storage/unit-of-work.ts';
import * as store from './outage-store.ts';

/** Owes people a mail, in the transaction that decides it. */
export interface AlertBook {
  readonly owe: (work: Work, alerts: readonly OwedAlert[]) => Promise<void>;
}

export interface OwedAlert {
  readonly outageId: string;
  readonly applianceId: string;
  readonly applianceName: string;
  readonly alert: ApplianceAlert;
  readonly groupIds: readonly string[];
  readonly owedAt: Instant;
}

export interface AlertRoundDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly notices: AlertBook;
  readonly rules: (within?: Executor) => Promise<ApplianceAlertRules>;
}

const LOOK_EVERY_MS = 10 * SECOND_MS;
/** Not having looked for so long, the platform was away itself: polls that it did not hear then were not missed. */
const AWAY_AFTER_MS = 2 * MINUTE_MS;

/** Tells people of appliances that fell silent, and of those that are back: once each. */
export function createAlertRound(deps: AlertRoundDeps): () => Promise<Instant> {
  const { uow, clock } = deps;
  let watchingSince = clock();
  let lookedAt = watchingSince;
  return async () => {
    const now = clock();
    if (now - lookedAt > AWAY_AFTER_MS) watchingSince = now;
    await uow(async (work) => {
      const rules = await deps.rules(work.tx);
      await tellBack(work, deps, rules, now);
      await tellSilent(work, deps, rules, { now, watchingSince });
    });
    lookedAt = now;
    return plus(now, LOOK_EVERY_MS);
  };
}

/** Switched off: nobody is told of new outages; of one that was told, its end is told too. */
async function tellSilent(work: Work, deps: AlertRoundDeps, rules: ApplianceAlertRules, span: { now: Instant; watchingSince: Instant }) {
  if (!rules.enabled) return;
  const { now } = span;
  const silent = await store.findSilent(work.tx, { ...span, afterMissedPolls: rules.afterMissedPolls });
  const began = await store.beginOutages(work.tx, silent, now, deps.newId);
  await deps.notices.owe(
    work,
    began.map(({ id, applianceId, name, since }) => ({
      ...{ outageId: id, applianceId, applianceName: name, groupIds: rules.distributionGroupIds, owedAt: now },
      alert: { event: 'appliance-offline', since, missedPolls: rules.afterMissedPolls, managers: rules.managers },
    })),
  );
}

async function tellBack(work: Work, deps: AlertRoundDeps, rules: ApplianceAlertRules, now: Instant): Promise<void> {
  await store.endOfRetired(work.tx, now);
  const ended = await store.endOutages(work.tx);
  await deps.notices.owe(
    work,
    ended.map(({ id, applianceId, name, since, backAt }) => ({
      ...{ outageId: id, applianceId, applianceName: name, groupIds: rules.distributionGroupIds, owedAt: now },
      alert: { event: 'appliance-back', since: instant(since), backAt: instant(backAt), managers: rules.managers },
    })),
  );
}
