import type { ApplianceState } from '../../domain/appliances/appliance.ts';
import { DECLINE_BACK_OFF_MS } from '../../domain/appliances/lease.ts';
import { explainWait } from '../../domain/appliances/wait.ts';
import type { ScannerChoice } from '../../domain/schedules/schedule.ts';
import { type Clock, plus } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import { toAppliance } from './store.ts';
import { type AllowedRow, readAllowed, waitingGroups } from './waiting-store.ts';

/** Slices of a scan that wait for the same appliances, and why each of these has not taken them. */
export interface SliceWait {
  readonly slices: number;
  readonly hosts: number;
  readonly scanners: ScannerChoice;
  readonly appliances: readonly { readonly id: string; readonly name: string; readonly state: ApplianceState; readonly reason: string }[];
  /** Allowed appliances that are not listed. */
  readonly more: number;
}

/** Explains every slice of a scan that waits. */
export type SliceWaits = (executor: Executor, scanId: string) => Promise<readonly SliceWait[]>;

/** More than a person reads; those that are up first. */
const SHOWN = 50;

export const createSliceWaits =
  (clock: Clock): SliceWaits =>
  async (executor, scanId) => {
    const now = clock();
    const waits: SliceWait[] = [];
    for (const group of await waitingGroups(executor, scanId)) {
      const { rows, total } = await readAllowed(executor, { scanId, scanners: group.scanners, now, limit: SHOWN });
      waits.push({ ...group, appliances: rows.map((row) => tell(row, now)), more: total - rows.length });
    }
    return waits;
  };

function tell({ row, leased, declined }: AllowedRow, now: ReturnType<Clock>) {
  const no = declined === null ? undefined : { reason: declined.reason, until: plus(declined.at, DECLINE_BACK_OFF_MS) };
  const { state, reason } = explainWait({ appliance: toAppliance(row), runningSlices: leased, declined: no }, now);
  return { id: row.id, name: row.name, state, reason };
}
