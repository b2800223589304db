import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { durationTimes } from '../../domain/schedules/duration-times.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { createScanChanger } from './change-scan.ts';
import type { ScanEndListener, SliceControl, WaitingFor } from './collaborators.ts';
import { createDueDurations } from './duration-ticker.ts';
import { createReportService } from './report/report-service.ts';
import { createScansService } from './service.ts';
import { createSliceProgress } from './slice-progress.ts';
import type { ScanStarter } from './start-scan.ts';

export interface ScansFeatureDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: { readonly error: (facts: object, message: string) => void };
  readonly version: string;
  readonly publicUrl: string;
  readonly starter: ScanStarter;
  readonly schedules: ScanEndListener;
  /** Asked for when it is needed: appliances and scans know each other. */
  readonly control: () => SliceControl;
  readonly waitingFor: WaitingFor;
}

export type ScansFeature = ReturnType<typeof createScansFeature>;

/** All that the scans offer: to routes, to the appliances, and the step of the duration ticker. */
export function createScansFeature(deps: ScansFeatureDeps) {
  const { log, version, publicUrl } = deps;
  const control: SliceControl = { controlSlices: (work, order) => deps.control().controlSlices(work, order) };
  const changer = createScanChanger({ control, schedules: deps.schedules });
  const onError = (error: unknown, scanId: string) => log.error({ err: error, scanId }, 'a step by duration failed; tried again soon');
  return {
    service: createScansService({ ...deps, changer }),
    reports: createReportService({ ...deps, product: { version, address: new URL(publicUrl).host }, font: readFont() }),
    /** For the appliances. */
    progress: createSliceProgress({ ...deps, changer, durationTimes }),
    /** For a ticker, woken by the topic `scans`. */
    dueDurations: createDueDurations({ ...deps, changer, onError }),
  };
}

/** The console's text font, which reports carry along. Without it they use the reader's own. */
function readFont(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
    return readFileSync(path).toString('base64');
  } catch {
    return undefined;
  }
}
