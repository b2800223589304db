import { sql } from 'drizzle-orm';
import { SCANNABLE_INSTANCE } from '../../domain/assets/asset.ts';
import { asset } from '../../storage/schema/assets.ts';

/** Whether a scan reaches the asset: a cloud instance only while it runs and has an address. */
export const isScannable = sql<boolean>`(${asset.identity} <> 'instance' or (${asset.instanceState} = ${SCANNABLE_INSTANCE} and ${asset.address} is not null))`;
