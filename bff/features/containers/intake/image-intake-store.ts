import { sql } from 'drizzle-orm';
import { parseImageReference } from '../../../domain/containers/image-reference.ts';
import { type Instant, instant, toIso } from '../../../domain/time/instant.ts';
import type { Transaction } from '../../../storage/database.ts';
import { keepUnits } from '../sensor-store.ts';
import type { ImageFailed, ImageScanned, ImageSeen, Listing } from './sort-reports.ts';

const isoAt = (at: number): string => toIso(instant(at));

/** Makes a record of each image that is new, and locks them all, in the order of their ids. Gives the record of each. */
export async function lockImages(
  tx: Transaction,
  shas: readonly string[],
  newId: () => string,
  now: Instant,
): Promise<ReadonlyMap<string, string>> {
  if (shas.length === 0) return new Map();
  const rows = JSON.stringify([...new Set(shas)].sort().map((sha) => ({ id: newId(), sha })));
  const at = toIso(now);
  await tx.execute(sql`
    insert into image (id, sha, first_seen_at, updated) select n.id, n.sha, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as n(id uuid, sha text) where not exists (select 1 from image i where i.sha = n.sha)
    order by n.sha on conflict (sha) do nothing`);
  const locked = await tx.execute<{ id: string; sha: string }>(sql`
    select id, sha from image where sha = any(${sql.param([...new Set(shas)])}::text[]) order by sha for update`);
  return new Map(locked.rows.map(({ id, sha }) => [sha, id]));
}

/** What an image is like, as far as it was told: what was known and is not told again stays. */
export async function keepFacts(tx: Transaction, told: readonly (ImageSeen | ImageScanned | ImageFailed)[], now: Instant): Promise<void> {
  if (told.length === 0) return;
  const rows = JSON.stringify(
    told.map((one) => ({
      ...{ sha: one.imageId, size: one.size, architecture: one.architecture, os: one.os },
      created: one.created === undefined ? undefined : isoAt(one.created),
    })),
  );
  await tx.execute(sql`
    update image i set created = coalesce(t.created, i.created), size = coalesce(t.size, i.size),
      architecture = coalesce(t.architecture, i.architecture), os = coalesce(t.os, i.os), updated = ${toIso(now)}::timestamptz
    from (select distinct on (sha) * from jsonb_to_recordset(${rows}::jsonb)
      as t(sha text, size bigint, architecture text, os text, created timestamptz) order by sha, size nulls last) t
    where i.sha = t.sha`);
}

interface Presence {
  readonly imageId: string;
  readonly onHost: boolean;
  readonly repoTags: readonly string[];
  readonly repoDigests: readonly string[];
  readonly at: number;
}

/** What is said of images on the sensor's host: here under these names, or not here. Older news changes nothing. Keeps hosts and names of the images. */
export async function keepPresence(
  tx: Transaction,
  sensorId: string,
  told: readonly Presence[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = told.flatMap(({ imageId, at, ...rest }) => {
    const id = ids.get(imageId);
    return id === undefined ? [] : [{ image_id: id, ...rest, at: isoAt(at) }];
  });
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into image_on_host as h (image_id, sensor_id, on_host, repo_tags, repo_digests, first_seen_at, at)
    select t.image_id, ${sensorId}::uuid, t."onHost", array(select jsonb_array_elements_text(t."repoTags")),
      array(select jsonb_array_elements_text(t."repoDigests")), t.at, t.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(image_id uuid, "onHost" boolean, "repoTags" jsonb, "repoDigests" jsonb, at timestamptz)
    on conflict (image_id, sensor_id) do update set on_host = excluded.on_host, repo_tags = excluded.repo_tags,
      repo_digests = excluded.repo_digests, at = excluded.at, first_seen_at = least(h.first_seen_at, excluded.first_seen_at)
    where excluded.at >= h.at`);
  await keepRollUps(
    tx,
    rows.map((row) => row.image_id),
  );
}

/** Hosts, units and names of these images, made anew from what each sensor told. */
async function keepRollUps(tx: Transaction, imageIds: readonly string[]): Promise<void> {
  const ids = sql.param([...new Set(imageIds)]);
  await tx.execute(sql`
    update image i set host_count = n.hosts, gone_at = case when n.hosts > 0 then null when i.host_count > 0 then n.at else i.gone_at end
    from (select image_id, count(*) filter (where on_host)::int as hosts, max(at) as at from image_on_host
      where image_id = any(${ids}::uuid[]) group by image_id) n
    where i.id = n.image_id and (i.host_count <> n.hosts or (n.hosts > 0 and i.gone_at is not null))`);
  await keepUnits(tx, sql`select unnest(${ids}::uuid[])`);
  await keepNames(tx, imageIds);
}

async function keepNames(tx: Transaction, imageIds: readonly string[]): Promise<void> {
  const ids = sql.param([...new Set(imageIds)]);
  const told = sql`select distinct h.image_id, r.reference from image_on_host h, unnest(h.repo_tags || h.repo_digests) as r(reference)
    where h.image_id = any(${ids}::uuid[])`;
  await tx.execute(sql`delete from image_name n where n.image_id = any(${ids}::uuid[])
    and not exists (select 1 from (${told}) t where t.image_id = n.image_id and t.reference = n.reference)`);
  const added = await tx.execute<{ image_id: string; reference: string }>(sql`
    select t.image_id, t.reference from (${told}) t
    where not exists (select 1 from image_name n where n.image_id = t.image_id and n.reference = t.reference)`);
  if (added.rows.length === 0) return;
  const rows = JSON.stringify(added.rows.map((row) => ({ ...row, ...parseImageReference(row.reference) })));
  await tx.execute(sql`
    insert into image_name (image_id, reference, registry, repository, tag, digest)
    select image_id, reference, registry, repository, tag, digest from jsonb_to_recordset(${rows}::jsonb)
      as t(image_id uuid, reference text, registry text, repository text, tag text, digest text) on conflict do nothing`);
}

/** The images that are not in the listing of the sensor's host and were told before it: not here any more. */
export async function imagesNotListed(tx: Transaction, sensorId: string, listing: Listing) {
  const gone = await tx.execute<{ sha: string; id: string }>(sql`
    select i.sha, i.id from image_on_host h join image i on i.id = h.image_id
    where h.sensor_id = ${sensorId}::uuid and h.on_host and h.at <= ${isoAt(listing.at)}::timestamptz
      and not i.sha = any(${sql.param(listing.imageIds)}::text[]) order by i.sha`);
  return gone.rows;
}
