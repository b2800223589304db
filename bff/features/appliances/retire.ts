import type { Appliance as ApplianceView } from '../../contract/appliances.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { type ApplianceServiceDeps, lockServing, noteOf, viewOf } from './serving.ts';
import * as store from './store.ts';

export interface Retirement {
  readonly id: string;
  /** The schedules that the person saw depend on it alone; they are deactivated with it. */
  readonly deactivates?: readonly string[] | undefined;
}

/** Titles that a refusal names; the rest are counted. */
const NAMED = 10;

/** Ends an appliance for good. No schedule is left that could scan with nothing else: who retires it has seen those. */
export async function retire(
  work: Work,
  deps: ApplianceServiceDeps,
  actor: Actor,
  { id, deactivates = [] }: Retirement,
): Promise<ApplianceView> {
  // Scans and slices are locked first, then schedules, then the appliance: in the order of everybody else.
  await deps.leases.returnAll(work, id, 'The appliance was retired');
  const scheduleIds = (await deps.schedules.dependingOnlyOn(work.tx, id)).map((one) => one.id).filter((one) => deactivates.includes(one));
  await deps.schedules.scannerLost(work, { scheduleIds, actor });
  const before = await lockServing(work, id, 'retired again');
  const left = await deps.schedules.dependingOnlyOn(work.tx, id);
  if (left.length > 0) throw refuse.conflict(`${sayTitles(left.map(({ title }) => title))}. Look at the list again, then retire it`);
  await deps.commands.endAll(work, id, 'retire');
  const after = await store.updateAppliance(work.tx, id, { retiredAt: new Date(deps.clock()), codeHash: null });
  await work.audit({ actor, action: 'appliance.retired', objectType: 'appliance', objectId: id, before: noteOf(before) });
  work.announce('appliances', id);
  return viewOf(work.tx, deps, actor, after);
}

function sayTitles(titles: readonly string[]): string {
  const named = titles.slice(0, NAMED).map((title) => `"${title}"`);
  const more = titles.length > NAMED ? [`${titles.length - NAMED} more`] : [];
  return `These schedules scan with this appliance only and are not among those to be deactivated: ${[...named, ...more].join(', ')}`;
}
