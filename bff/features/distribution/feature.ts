import type { Clock } from '../../domain/time/instant.ts';
import { createSealedBox } from '../../http/sealed-box.ts';
import type { Bus } from '../../live/bus.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { packFeed } from './feed-package.ts';
import { createRepositoryFiles } from './files.ts';
import { newestMetadata } from './metadata-store.ts';
import { type PackedPackage, packOwnPackages } from './own-packages.ts';
import { createPackagesService } from './packages-service.ts';
import { decidingRollouts, toRollout } from './rollout-store.ts';
import { createRolloutsService } from './rollouts-service.ts';
import { createDistributionRounds } from './round.ts';
import { createWantedBook } from './wanted-book.ts';

export interface DistributionDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly bus: Bus;
  readonly log: Log;
  readonly secret: string;
  /** Folder of the agent programs that were built with this server; absent: it distributes only what is handed to it. */
  readonly agentsFolder?: string | undefined;
  /** The manifest that `watchbill feed` builds; absent: signatures come with the agent programs alone. */
  readonly signaturesFile?: string | undefined;
  /** In place of what lies there. */
  readonly ownPackages?: () => Promise<readonly PackedPackage[]>;
}

/** Seals the private keys of the repository. */
export const distributionBox = (secret: string) => createSealedBox(secret, 'distribution keys');

/** The Distribution Server, wired: for the server and for tests. */
export function createDistribution(deps: DistributionDeps) {
  const { db, agentsFolder, signaturesFile } = deps;
  const box = distributionBox(deps.secret);
  const book = createWantedBook(async () => (await decidingRollouts(db)).map(toRollout), deps.bus);
  const packed = async () => (agentsFolder === undefined ? [] : packOwnPackages(agentsFolder));
  const ownPackages = deps.ownPackages ?? packed;
  const feedPackage = async () =>
    signaturesFile === undefined ? undefined : packFeed(signaturesFile, (problem) => deps.log.warn(problem));
  return {
    packages: createPackagesService({ ...deps, box }),
    rollouts: createRolloutsService(deps),
    rounds: createDistributionRounds({ ...deps, box, ownPackages, feedPackage }),
    /** For `distributionRoutes`. */
    agents: { files: createRepositoryFiles(db), clock: deps.clock, log: deps.log },
    /** For the polls and the registration of appliances. */
    updates: {
      wantedBy: book.wantedBy,
      distributionRoot: async (): Promise<string | undefined> => (await newestMetadata(db, 'root'))?.body,
    },
  };
}
