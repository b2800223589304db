import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time/instant.ts';
import { type Transaction, tables } from '../../storage/database.ts';
import { RULES_LOCK } from './membership-store.ts';

const { asset } = tables;

/** A host that answered a scan. */
export interface FoundHost {
  readonly id: string;
  /** Canonical. */
  readonly address: string;
  readonly addressOrder: string;
  /** Lower case. */
  readonly name: string | undefined;
  readonly operatingSystem: string | undefined;
  readonly products: readonly string[];
  readonly scanId: string;
  readonly seenAt: Instant;
}

/**
 * Adds the host to the assets, or brings those up to date that it is: known by its address, by its name, or as a cloud instance. One
 * statement; a repeat changes nothing. Answers the assets in which something changed that rules look at.
 */
export async function upsertFound(tx: Transaction, found: FoundHost): Promise<readonly string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with held as materialized (select pg_advisory_xact_lock_shared(${RULES_LOCK})),
    found as (
      select ${found.id}::uuid as id, ${found.address}::text as address, ${found.addressOrder}::text as address_order, ${found.name ?? null}::text as name,
        ${found.operatingSystem ?? null}::text as operating_system, ${found.scanId}::uuid as scan_id, ${new Date(found.seenAt)}::timestamptz as seen_at,
        array(select jsonb_array_elements_text(${JSON.stringify(found.products)}::jsonb)) as products
      from held
    ), before as (
      select a.id, a.address, a.name, a.operating_system, a.products from ${asset} a, found f
      where (a.identity = 'address' and a.address = f.address) or (a.identity = 'instance' and a.address = f.address)
        or (a.identity = 'name' and a.name = f.name)
    ), known as (
      update ${asset} as a set products = f.products, operating_system = coalesce(f.operating_system, a.operating_system),
        name = case a.identity when 'address' then coalesce(f.name, a.name) else coalesce(a.name, f.name) end,
        address = f.address, address_order = f.address_order, last_seen_at = greatest(a.last_seen_at, f.seen_at), last_scan_id = f.scan_id
      from before b, found f where a.id = b.id
      returning a.id, a.address, a.name, a.operating_system, a.products
    ), fresh as (
      insert into ${asset} (id, identity, address, address_order, name, operating_system, products, source, last_seen_at, last_scan_id, created_at)
      select id, 'address', address, address_order, name, operating_system, products, 'scan', seen_at, scan_id, seen_at
      from found where not exists (select 1 from before)
      on conflict (address) where identity = 'address' do update set last_seen_at = excluded.last_seen_at, last_scan_id = excluded.last_scan_id
      returning id
    )
    select id from fresh
    union all
    select k.id from known k join before b on b.id = k.id
    where (k.address, k.name, k.operating_system, k.products) is distinct from (b.address, b.name, b.operating_system, b.products)`);
  return rows.map(({ id }) => id);
}
