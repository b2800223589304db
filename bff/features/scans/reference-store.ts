import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { UnitNetworks } from '../../domain/identity/unit-networks.ts';
import { type Executor, tables } from '../../storage/database.ts';

const { appliance, businessUnit, optionProfile } = tables;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which of the things that an input refers to do not exist: the profile, and appliances by their place in the list. */
export async function findMissing(
  executor: Executor,
  named: { readonly profileId: string | undefined; readonly applianceIds: readonly string[] },
): Promise<{ readonly profile: boolean; readonly appliances: readonly number[] }> {
  const ids = named.applianceIds.filter((id) => UUID.test(id));
  const inService =
    ids.length === 0
      ? []
      : await executor
          .select({ id: appliance.id })
          .from(appliance)
          .where(and(inArray(appliance.id, ids), isNull(appliance.retiredAt)));
  const known = new Set(inService.map(({ id }) => id));
  return {
    profile: named.profileId !== undefined && !(await hasProfile(executor, named.profileId)),
    appliances: named.applianceIds.flatMap((id, i) => (known.has(id.toLowerCase()) ? [] : [i])),
  };
}

async function hasProfile(executor: Executor, id: string): Promise<boolean> {
  if (!UUID.test(id)) return false;
  const [row] = await executor
    .select({ id: optionProfile.id })
    .from(optionProfile)
    .where(sql`${optionProfile.id} = ${id} and ${optionProfile.removedAt} is null`);
  return row !== undefined;
}

/** The unit, as far as it limits what its people aim at. */
export async function findUnit(executor: Executor, id: string): Promise<UnitNetworks | undefined> {
  const { name, networks } = businessUnit;
  return (await executor.select({ id: businessUnit.id, name, networks }).from(businessUnit).where(eq(businessUnit.id, id)))[0];
}
