import type { AnyContractProcedure } from '@orpc/contract';
import { traverseContractProcedures } from '@orpc/server';
import type { ProcedureMeta } from '../contract/base.ts';
import type { contract } from '../contract/index.ts';
import type { Permission } from '../domain/identity/can.ts';
import type { Method } from './docs/document.ts';

/** One procedure of the contract, as HTTP knows it. */
export interface Operation {
  /** `schedules.create` */
  readonly procedure: string;
  /** `/schedules/{id}` */
  readonly path: string;
  readonly method: Method;
  readonly permission: Permission | 'public' | undefined;
}

/** Every operation of a contract. */
export function operationsOf(router: typeof contract): readonly Operation[] {
  const operations: Operation[] = [];
  traverseContractProcedures({ router, path: [] }, ({ contract: procedure, path }) => {
    const { route, meta } = (procedure as AnyContractProcedure)['~orpc'];
    const method = (route.method ?? 'POST').toLowerCase() as Method;
    operations.push({ procedure: path.join('.'), path: route.path ?? '', method, permission: (meta as ProcedureMeta).permission });
  });
  return operations;
}
