import type { Clock } from '../../domain/time/instant.ts';
import { createAgentAuth, importPublicKey } from '../../http/agent-auth.ts';
import type { Bus } from '../../live/bus.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../storage/database.ts';
import { compileQuery } from '../../storage/qql/compile-query.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { createTryLimit } from '../../try-limit.ts';
import type { SensorUpdates } from './collaborators.ts';
import { createContainerService } from './container-service.ts';
import { createImageService } from './image-service.ts';
import { readSensorKey } from './intake/agent-store.ts';
import { createCheckIn } from './intake/check-in.ts';
import { type CallAt, createHeldCheckIns } from './intake/held-check-ins.ts';
import { createIntake } from './intake/intake.ts';
import { createSensorRegistration } from './intake/registration.ts';
import { createImageReport, type ImageReportDeps } from './report/report-service.ts';
import { createSensorService } from './sensor-service.ts';
import { unitExists } from './sensor-store.ts';
import { createContainerUpkeep } from './upkeep.ts';

export interface ContainersFeatureDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly bus: Bus;
  readonly log: Log;
  readonly secret: string;
  readonly callAt: CallAt;
  readonly updates: SensorUpdates;
  readonly product: ImageReportDeps['product'];
  readonly font: string | undefined;
}

/** Everything of images, containers and sensors, wired: for the server and for tests. */
export function createContainers(deps: ContainersFeatureDeps) {
  const { db, clock, log } = deps;
  const listed = { ...deps, compile: compileQuery };
  const held = createHeldCheckIns(deps.bus, deps.callAt);
  const keys = {
    find: async (id: string) => {
      const known = await readSensorKey(db, id);
      return known === undefined ? undefined : { ...known, key: importPublicKey(known.publicKey) };
    },
  };
  const images = createImageService(listed);
  return {
    images,
    report: createImageReport({ ...deps, images }),
    containers: createContainerService(listed),
    sensors: createSensorService({ ...deps, units: { exists: (id) => unitExists(db, id) } }),
    /** For `sensorAgentRoutes`. */
    agents: {
      auth: createAgentAuth(keys, clock, 'sensor'),
      register: createSensorRegistration({ ...deps, tries: createTryLimit() }),
      checkIn: createCheckIn({ ...deps, held }),
      intake: createIntake(deps),
      clock,
      log,
    },
    upkeep: createContainerUpkeep(deps),
    /** Answers every held check-in: before the server stops. */
    close: held.close,
  };
}
