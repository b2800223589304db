import { type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import { tables } from '../../storage/database.ts';

/** Stands for "of no unit" in `image.business_unit_ids`: an array finds no null. */
export const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** Images that a sensor within reach told of. An image may belong to several units: it is the same bytes on all their hosts. */
export function imageWithinReach(reach: Reach): SQL | undefined {
  if (reach.kind === 'all') return undefined;
  if (reach.kind === 'none') return sql`false`;
  return sql`${tables.image.businessUnitIds} @> array[${reach.businessUnitId ?? NO_UNIT}]::uuid[]`;
}
