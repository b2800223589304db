import { randomInt } from 'node:crypto';
import type { Clock } from '../../domain/time/instant.ts';
import { createAgentAuth } from '../../http/agent-auth.ts';
import type { Bus } from '../../live/bus.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { createTryLimit } from '../../try-limit.ts';
import { createAgentCache } from './agent-cache.ts';
import { isAnyWaiting } from './claim-store.ts';
import type { AppliancePools, DependentSchedules, TargetReader } from './collaborators.ts';
import { createCommandDelivery } from './commands/command-delivery.ts';
import { createCommandService } from './commands/service.ts';
import { createFleet } from './fleet.ts';
import { createHandOut } from './hand-out.ts';
import { type CallAt, createHeldPolls } from './held-polls.ts';
import { createLeaseService } from './lease-service.ts';
import { createLogIntake } from './monitoring/log-intake.ts';
import { createMonitoring, type MonitoringDeps } from './monitoring/monitoring.ts';
import type { WantedVersions } from './outdated.ts';
import { readPlatformKey } from './platform-key-store.ts';
import { createPollService } from './poll-service.ts';
import { createPollStore } from './poll-store.ts';
import { createRegistrationService } from './registration-service.ts';
import { createReportService } from './report-service.ts';
import { createApplianceService } from './service.ts';
import type { SliceProgress } from './slice-progress.ts';
import { readAgent } from './store.ts';
import { createUpkeep } from './upkeep.ts';

export interface AppliancesDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly bus: Bus;
  readonly log: Log;
  readonly secret: string;
  readonly callAt: CallAt;
  readonly progress: SliceProgress;
  readonly schedules: DependentSchedules;
  readonly pools: AppliancePools;
  readonly targets: TargetReader;
  readonly updates: WantedVersions & { readonly distributionRoot: () => Promise<string | undefined> };
  readonly monitoring: Pick<MonitoringDeps, 'settings' | 'notices'>;
}

export type Appliances = ReturnType<typeof createAppliances>;

/** Everything of the appliances, wired: for the server and for tests. */
export function createAppliances(deps: AppliancesDeps) {
  const { db, bus, clock, secret, log } = deps;
  const cache = createAgentCache((id) => readAgent(db, id), bus);
  const leases = createLeaseService(deps);
  const held = createHeldPolls(bus, deps.callAt);
  const handOut = createHandOut({
    isAnyWaiting: () => isAnyWaiting(db),
    claim: leases.claim,
    giveBack: leases.giveBack,
    held,
    bus,
    onError: (error) => log.error({ err: error }, 'slices could not be handed out; tried again with the next poll'),
  });
  let platformKey: ReturnType<typeof readPlatformKey> | undefined;
  const readKey = () => (platformKey ??= readPlatformKey(db, secret, clock));
  const commands = createCommandService(deps);
  const delivery = createCommandDelivery({ ...deps, platformKey: readKey });
  const service = createApplianceService({ ...deps, leases, commands, randomBelow: (below) => randomInt(below) });
  return {
    commands,
    service,
    fleet: createFleet({ db, clock, appliances: service }),
    /** The Monitoring Server (N6), but for its intake. */
    monitoring: createMonitoring({ ...deps, ...deps.monitoring }),
    /** For `agentRoutes`. */
    agents: {
      auth: createAgentAuth(cache, clock),
      registration: createRegistrationService({
        ...deps,
        tries: createTryLimit(),
        platformKey: readKey,
        distributionRoot: deps.updates.distributionRoot,
      }),
      polls: createPollService({ ...deps, cache, store: createPollStore(db), leases, handOut, held, commands: delivery }),
      reports: createReportService(deps),
      logIntake: createLogIntake(deps),
      clock,
      log,
    },
    /** For the scans: pause or cancel what is leased. */
    controlSlices: leases.controlSlices,
    upkeep: createUpkeep({ db, uow: deps.uow, clock, leases, handOut, commands }),
    /** Opens the key of the platform, made at the first start. Throws a sentence where the secret is not this installation's. */
    openPlatformKey: readKey,
    /** Answers every held poll: before the server stops. */
    close: held.close,
    heldPolls: held.count,
  };
}
