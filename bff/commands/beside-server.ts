import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../domain/time/instant.ts';
import type { Env } from '../env.ts';
import { distributionBox } from '../features/distribution/feature.ts';
import type { SealedBox } from '../http/sealed-box.ts';
import { createIds } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { openRunning } from '../storage/open-running.ts';
import { createUnitOfWork, type UnitOfWork } from '../storage/unit-of-work.ts';

export interface BesideWorld {
  readonly env: Pick<Env, 'databaseUrl' | 'dataFolder'>;
  readonly migrationsFolder: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

export interface Beside {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Opens the keys of the Distribution Server. */
  readonly box: SealedBox;
}

/** Works on the database of the server that runs, with its secret. Throws one sentence where there is none. */
export async function besideServer({ env, migrationsFolder, clock }: BesideWorld, work: (beside: Beside) => Promise<void>): Promise<void> {
  const { databaseUrl, dataFolder: base } = env;
  const file = join(base, 'secret');
  if (!existsSync(file))
    throw new Error(`there is no secret of a server in ${base}: set WATCHBILL_DATA to the folder of the one that runs`);
  const box = distributionBox(readFileSync(file, 'utf8').trim());
  const { db, close } = await openRunning({ databaseUrl, base, migrationsFolder });
  try {
    const newId = createIds(clock);
    await work({ db, uow: createUnitOfWork(db, clock, newId), clock, newId, box });
  } finally {
    await close();
  }
}
