import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { SensorUpdates } from './collaborators.ts';
import { createContainerService } from './container-service.ts';
import { createImageService } from './image-service.ts';
import { compileWords } from './query-store.ts';
import { createSensorService } from './sensor-service.ts';
import { unitExists } from './sensor-store.ts';

export interface ContainersFeatureDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly secret: string;
  readonly updates: SensorUpdates;
}

/** Everything of images, containers and sensors, wired: for the server and for tests. */
export function createContainers(deps: ContainersFeatureDeps) {
  const listed = { ...deps, compile: compileWords };
  return {
    images: createImageService(listed),
    containers: createContainerService(listed),
    sensors: createSensorService({ ...deps, units: { exists: (id) => unitExists(deps.db, id) } }),
  };
}
