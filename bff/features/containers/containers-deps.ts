import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { compileQuery } from '../../storage/qql/compile-query.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export interface ContainersDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Makes the query of a list into a condition over its table, or says what is wrong with it, at `["query"]`. */
  readonly compile: typeof compileQuery;
}
