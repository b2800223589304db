import type { ApplianceAlert } from '../../domain/notifications/compose-alert.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { tables } from '../../storage/database.ts';
import { insertMany } from '../../storage/insert-many.ts';
import type { Work } from '../../storage/unit-of-work.ts';

/** A mail about an appliance that people shall get: once for each event and outage. */
interface OwedAlert {
  readonly outageId: string;
  readonly applianceId: string;
  readonly applianceName: string;
  readonly alert: ApplianceAlert;
  readonly groupIds: readonly string[];
  readonly owedAt: Instant;
}

/** Nobody owns an appliance. */
const NOBODY = '';

/** Writes alerts into the outbox, in the transaction that decides them. */
export function createAlertBook({ newId }: { readonly newId: () => string }) {
  return {
    owe: async (work: Work, alerts: readonly OwedAlert[]): Promise<void> => {
      const rows = alerts.map(({ outageId, applianceId, applianceName, alert, groupIds, owedAt }) => ({
        ...{ id: newId(), event: alert.event, facts: alert, key: outageId, message: '', groupIds: [...groupIds] },
        ...{ scheduleId: applianceId, scheduleTitle: applianceName, timeZone: 'Etc/UTC', ownerId: NOBODY },
        owedAt: new Date(owedAt),
      }));
      await insertMany(work.tx, tables.notice, rows, 'left');
      if (rows[0] !== undefined) work.announce('notifications', rows[0].id);
    },
  };
}
