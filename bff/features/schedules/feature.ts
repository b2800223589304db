import { createScannerLost } from './appliance-retired.ts';
import { createScanEnded } from './continuous.ts';
import { dependingOnlyOn } from './dependent-store.ts';
import { createLaunchByHand } from './launch-by-hand.ts';
import { countQuarantined } from './launch-store.ts';
import { createLedgerService } from './ledger-service.ts';
import { checkPreview, createDiff, preview } from './preview.ts';
import type { SchedulesDeps } from './saving.ts';
import { createSchedulesService } from './service.ts';
import { createStatusService } from './status-service.ts';

export type SchedulesFeature = ReturnType<typeof createSchedulesFeature>;

/** All that the schedules offer to the outside: to routes, and to whoever ends a scan. */
export function createSchedulesFeature(deps: SchedulesDeps) {
  return {
    service: createSchedulesService(deps),
    status: createStatusService(deps),
    ledger: createLedgerService(deps),
    launchByHand: createLaunchByHand(deps),
    preview: (input: Parameters<typeof preview>[0]) => preview(input, deps.clock()),
    checkPreview: (input: unknown) => checkPreview(input, deps.clock()),
    diff: createDiff(deps),
    scanEnded: createScanEnded(deps),
    dependingOnlyOn,
    scannerLost: createScannerLost(deps),
    /** The alarm of the launcher, for the status of the platform. */
    quarantineProbe: async (): Promise<string | undefined> => {
      const count = await countQuarantined(deps.db);
      if (count === 0) return undefined;
      return `${count} ${count === 1 ? 'schedule cannot be evaluated and launches' : 'schedules cannot be evaluated and launch'} nothing until edited`;
    },
  };
}
