import type { Outlook } from '../../../contract/commands.ts';
import { checkOrder } from '../../../domain/appliances/commands/check-order.ts';
import { platformNotes } from '../../../domain/appliances/commands/check-routes.ts';
import type { CommandOrder } from '../../../domain/appliances/commands/command.ts';
import { deliveryOutlook } from '../../../domain/appliances/commands/delivery-outlook.ts';
import { describeChanges } from '../../../domain/appliances/commands/describe-changes.ts';
import { NO_NETWORK } from '../../../domain/appliances/commands/reported-network.ts';
import { applianceState } from '../../../domain/appliances/health.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Database } from '../../../storage/database.ts';
import { type ApplianceRow, runningSlices, toAppliance } from '../store.ts';
import { countOpen, readAppliances } from './store.ts';

interface Asked {
  readonly db: Database;
  readonly orders: CommandOrder;
  readonly ids: readonly string[];
  readonly now: Instant;
  readonly expiresAt: Instant;
}

/** What the order would do at each of the appliances, by name; those that do not exist are left out. */
export async function outlooksOf({ db, orders, ids, now, expiresAt }: Asked): Promise<Outlook[]> {
  const rows = await readAppliances(db, ids);
  const [running, open] = await Promise.all([runningSlices(db, null, ids), countOpen(db, ids)]);
  return rows.map((row) => {
    const runs = running.filter((one) => one.applianceId === row.id).length;
    return outlookOf({ row, order: orders, runs, before: open.get(row.id) ?? 0, now, expiresAt });
  });
}

interface One {
  readonly row: ApplianceRow;
  readonly order: CommandOrder;
  readonly runs: number;
  readonly before: number;
  readonly now: Instant;
  readonly expiresAt: Instant;
}

function outlookOf({ row, order, runs, before, now, expiresAt }: One): Outlook {
  const appliance = toAppliance(row);
  const { state } = applianceState({ ...appliance, runningSlices: runs }, now);
  const { outcome, text } = deliveryOutlook(order.kind, { ...appliance, state, runningSlices: runs, before, expiresAt }, now);
  const network = row.network ?? undefined;
  const issues = checkOrder(order, network).map((issue) => ({ ...issue, path: [...issue.path] }));
  const about = { applianceId: row.id, name: row.name, issues };
  if (outcome === 'impossible') return { ...about, outcome, text, changes: [], notes: [] };
  const notes = order.kind === 'routes' ? platformNotes(order.routes ?? [], network) : [];
  // Nothing of a list with a mistake in it is sent: it changes nothing.
  if (issues.length > 0) return { ...about, outcome: 'impossible', text: `${issues[0]!.message}.`, changes: [], notes };
  return { ...about, outcome, text, changes: describeChanges(order, network ?? NO_NETWORK), notes };
}
