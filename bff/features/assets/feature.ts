import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { createAssetsService } from './assets-service.ts';
import type { UsageReader } from './collaborators.ts';
import { createFoundHosts } from './found-hosts.ts';
import { createGroupsService } from './groups-service.ts';
import { countInstances } from './instance-store.ts';
import { createInstances } from './instances.ts';
import { createMembership } from './membership.ts';
import { createTagsService } from './tags-service.ts';
import { createTargetsService } from './targets-service.ts';

export interface AssetsFeatureDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly usage: UsageReader;
}

export type AssetsFeature = ReturnType<typeof createAssetsFeature>;

/** All that the assets offer to the outside. */
export function createAssetsFeature(deps: AssetsFeatureDeps) {
  const membership = createMembership();
  return {
    assets: createAssetsService({ ...deps, membership }),
    groups: createGroupsService(deps),
    tags: createTagsService({ ...deps, membership }),
    targets: createTargetsService(deps),
    countInstances,
    keepInstances: createInstances({ ...deps, membership }),
    hostFound: createFoundHosts({ ...deps, membership }),
    unitNetworksChanged: membership.unitNetworksChanged,
  };
}
