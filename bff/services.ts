import { durationTimes } from './domain/schedules/duration-times.ts';
import type { Clock } from './domain/time/instant.ts';
import { type Appliances, createAppliances } from './features/appliances/appliances.ts';
import type { CallAt } from './features/appliances/held-polls.ts';
import { createSliceWaits } from './features/appliances/slice-waits.ts';
import { createWaitingReason } from './features/appliances/waiting-reason.ts';
import { createCalendarService } from './features/calendar/service.ts';
import type { SensorUpdates } from './features/containers/collaborators.ts';
import { createContainers } from './features/containers/feature.ts';
import { createDistribution } from './features/distribution/feature.ts';
import { createDownloads } from './features/downloads/service.ts';
import { createLiveService, type Probe } from './features/live/service.ts';
import { createProfilesService } from './features/profiles/service.ts';
import { profileStore } from './features/profiles/store.ts';
import { createTimeZones } from './features/profiles/time-zones.ts';
import type { SliceControl } from './features/scans/collaborators.ts';
import { createDueDurations } from './features/scans/duration-ticker.ts';
import { createReportService } from './features/scans/report/report-service.ts';
import { createScansService } from './features/scans/service.ts';
import { createSliceProgress } from './features/scans/slice-progress.ts';
import { createBulkService } from './features/schedules/bulk-service.ts';
import { createSearchService } from './features/search/service.ts';
import { createAlertSettings } from './features/settings/alert-settings.ts';
import { createSettingsService } from './features/settings/service.ts';
import { createViewsService } from './features/views/service.ts';
import { createIdempotencyStore } from './http/idempotency-store.ts';
import { createMetrics } from './http/metrics.ts';
import { createIdentityServices, createTries } from './identity-services.ts';
import { createLaunchServices } from './launch-services.ts';
import type { Bus } from './live/bus.ts';
import type { Log } from './log.ts';
import type { MailServer } from './mail/mail-server.ts';
import { createMailServices } from './mail-services.ts';
import { readReportFont } from './report/report-font.ts';
import type { Database } from './storage/database.ts';
import type { UnitOfWork } from './storage/unit-of-work.ts';

/** What everything is built from. */
export interface Dependencies {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly bus: Bus;
  readonly log: Log;
  /** Signs cookies and seals what must not be read in the database; made at the first start and kept. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly version: string;
  /** What SMTP_URL says. */
  readonly mailServer?: MailServer | undefined;
  /** Calls back at an instant; gives what calls it off. */
  readonly callAt: CallAt;
  /** Folder of the agent programs that were built with this server, to be distributed; absent: none. */
  readonly agentsFolder?: string | undefined;
  readonly signaturesFile?: string | undefined;
  /** Things that must work for the platform to be healthy. */
  readonly probes: readonly Probe[];
}

export type Services = ReturnType<typeof createServices>;

/** The wiring of the features, for the server and for tests: one line a service. */
export function createServices(deps: Dependencies) {
  const { db, clock } = deps;
  const printing = { product: { version: deps.version, address: new URL(deps.publicUrl).host }, font: readReportFont() };
  const metrics = createMetrics({ process: true });
  const settings = createSettingsService(deps);
  const tries = createTries(deps);
  const mail = createMailServices(deps, tries.throttle('mail-test', 10));
  // The scans tell the appliances to stop slices, the appliances tell the scans of theirs: one of them is named before it exists.
  const control: SliceControl = { controlSlices: (work, asked) => appliances.controlSlices(work, asked) };
  const launch = createLaunchServices(deps, settings, { control, notices: mail.notices });
  const { assets, changer, launching, schedules, usage } = launch;
  const progress = createSliceProgress({ ...deps, changer, assets, durationTimes });
  const distribution = createDistribution(deps);
  const appliances: Appliances = createAppliances({
    ...{ ...deps, progress, schedules, targets: assets.targets, pools: assets.groups, updates: distribution.updates },
    monitoring: { settings: createAlertSettings(deps), notices: mail.alerts },
  });
  return {
    appliances,
    assets,
    ...{ cloud: launch.cloud, connectors: launch.connectors },
    ...withSearch(clock, createContainers({ ...deps, ...printing, updates: sensorUpdates(distribution, deps.version) })),
    distribution,
    downloads: createDownloads(deps),
    scanProgress: progress,
    reports: createReportService({ ...deps, ...printing }),
    scans: createScansService({ ...deps, ...launch.ofScans, waitingFor: createWaitingReason(clock), waits: createSliceWaits(clock) }),
    dueDurations: createDueDurations({
      ...deps,
      changer,
      onError: (err, scanId) => deps.log.error({ err, scanId }, 'a duration could not be applied'),
    }),
    metrics,
    /** Removes what has expired: counted tries, kept answers, old notices, messages of agents. Call it now and then. */
    forgetOld: forgetAll([
      tries.forgetOld,
      mail.notifications.forgetOld,
      appliances.upkeep.forgetReports,
      appliances.upkeep.forgetCommands,
      appliances.monitoring.forgetOld,
      createIdempotencyStore(db, clock).forgetOld,
    ]),
    ...createIdentityServices(deps, { assets, mailer: mail.notifications.personalMails, throttle: tries.throttle }),
    settings,
    ...mail,
    scanStarter: launch.scanStarter,
    schedules,
    scheduleBulk: createBulkService({ ...deps, ...launching, launchByHand: schedules.launchByHand }),
    views: createViewsService(deps),
    calendar: createCalendarService(deps),
    profiles: createProfilesService({ ...deps, store: profileStore, usage }),
    timeZones: createTimeZones(deps),
    live: createLiveService({ ...deps, probes: [...deps.probes, schedules.quarantineProbe], onListeners: metrics.listenersChanged }),
  };
}

const sensorUpdates = ({ updates }: ReturnType<typeof createDistribution>, version: string): SensorUpdates => ({
  manifestFor: async (sensorId, signatures) => (await updates.wantedBy(sensorId, { signatures })).signatures?.version ?? undefined,
  programVersion: () => version,
});

const withSearch = (clock: Clock, containers: ReturnType<typeof createContainers>) => ({
  containers,
  search: createSearchService({ clock, counts: { images: containers.images.count, containers: containers.containers.count } }),
});

const forgetAll = (all: readonly (() => Promise<unknown>)[]) => async (): Promise<void> => {
  await Promise.all(all.map((forget) => forget()));
};
