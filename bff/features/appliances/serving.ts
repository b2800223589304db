import type { Appliance as ApplianceView } from '../../contract/appliances.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { RandomBelow } from '../../perscode.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { AppliancePools, DependentSchedules } from './collaborators.ts';
import type { CommandService } from './commands/service.ts';
import type { LeaseService } from './lease-service.ts';
import { outdatedOf, type WantedVersions } from './outdated.ts';
import * as store from './store.ts';
import { toView } from './to-view.ts';

/** The personalization code, readable this once. */
export interface CodeShown {
  readonly id: string;
  readonly name: string;
  readonly personalizationCode: string;
  readonly expiresAt: string;
}

/** What the uses of appliances are built from. */
export interface ApplianceServiceDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly secret: string;
  readonly randomBelow: RandomBelow;
  readonly leases: Pick<LeaseService, 'returnAll'>;
  readonly commands: Pick<CommandService, 'endAll'>;
  readonly schedules: DependentSchedules;
  readonly pools: AppliancePools;
  readonly updates: WantedVersions;
}

/** Locks an appliance that still serves. */
export async function lockServing(work: Work, id: string, toDo: string): Promise<store.ApplianceRow> {
  const row = await store.lockAppliance(work.tx, id);
  if (row === undefined) throw refuse.notFound('appliance');
  if (row.retiredAt !== null) throw refuse.conflict(`"${row.name}" is retired: it cannot be ${toDo}. Create a new appliance`);
  return row;
}

export async function viewOf(
  executor: Executor,
  { clock, updates }: ApplianceServiceDeps,
  actor: Actor | null,
  row: store.ApplianceRow,
): Promise<ApplianceView> {
  const running = await store.runningSlices(executor, actor, [row.id]);
  return toView(store.toAppliance(row), { running, outdated: await outdatedOf(updates, row), now: clock() });
}

/** What the audit keeps of an appliance. */
export const noteOf = ({ name, location, pollIntervalSeconds, promptDelivery }: store.ApplianceRow) => ({
  name,
  location,
  pollIntervalSeconds,
  promptDelivery,
});
