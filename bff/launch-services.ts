import { createEc2Account } from './cloud/ec2-account.ts';
import type { Clock } from './domain/time/instant.ts';
import { createAssetsFeature } from './features/assets/feature.ts';
import { createConnectorsService } from './features/connectors/service.ts';
import { createScanChanger, type ScanChanger } from './features/scans/change-scan.ts';
import type { SliceControl } from './features/scans/collaborators.ts';
import { createScanStarter } from './features/scans/start-scan.ts';
import type { NoticeBook } from './features/schedules/collaborators.ts';
import { schedulesUsing } from './features/schedules/dependent-store.ts';
import { createSchedulesFeature } from './features/schedules/feature.ts';
import type { SettingsService } from './features/settings/service.ts';
import { createSealedBox } from './http/sealed-box.ts';
import type { Database } from './storage/database.ts';
import type { UnitOfWork } from './storage/unit-of-work.ts';

/** What they are built from. */
export interface LaunchDependencies {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Seals the secrets of connectors. */
  readonly secret: string;
}

/** Who is told by them. */
export interface Listeners {
  readonly control: SliceControl;
  readonly notices: NoticeBook;
}

/** What launches scans, and what they aim at. The schedules start scans, and are told when one ends. */
export function createLaunchServices(deps: LaunchDependencies, settings: SettingsService, { control, notices }: Listeners) {
  const usage = { schedulesUsing };
  const assets = createAssetsFeature({ ...deps, usage });
  const { targets } = assets;
  const cloud = createEc2Account();
  const connectors = createConnectorsService({ ...deps, usage, assets, cloud, box: createSealedBox(deps.secret, 'connector secrets') });
  const scanStarter = createScanStarter({ ...deps, targets, change: (work, scan, event) => changer.change(work, scan, event) });
  const launching = { setup: settings, scans: scanStarter, notices, targets };
  const schedules = createSchedulesFeature({ ...deps, ...launching });
  const changer: ScanChanger = createScanChanger({ schedules, control });
  const ofScans = { targets, changer, setup: settings, starter: scanStarter };
  return { assets, changer, cloud, connectors, launching, ofScans, scanStarter, schedules, usage };
}
