import { sql } from 'drizzle-orm';
import type { ImageFinding } from '#protocol/sensor-inventory';
import { instant, toIso } from '../../../domain/time/instant.ts';
import type { Transaction } from '../../../storage/database.ts';
import type { ContainerFailed, ContainerScanned, ImageFailed, ImageScanned } from './sort-reports.ts';

const isoAt = (at: number): string => toIso(instant(at));

/** How many of each severity, 1 to 5, and how many of all are fixable. */
export function countFindings(findings: readonly ImageFinding[]): number[] {
  const counts = [0, 0, 0, 0, 0, 0];
  for (const { severity, fixedVersion } of findings) {
    counts[severity - 1]! += 1;
    if (fixedVersion !== undefined) counts[5]! += 1;
  }
  return counts;
}

const worstFirst = (findings: readonly ImageFinding[]) => findings.toSorted((one, other) => other.severity - one.severity);
const numbered = <T extends object>(of: string, all: readonly T[]) => all.map((one, no) => ({ of, no, ...one }));

/** The columns of a finding, as a record set of JSON. */
const FINDING = sql.raw(`t(of uuid, no int, "advisoryId" text, cves jsonb, severity smallint, title text, package text,
  "installedVersion" text, "fixedVersion" text, layer text, path text)`);
const FINDING_VALUES = sql.raw(`t.of, t.no, t."advisoryId", array(select jsonb_array_elements_text(t.cves)), t.severity, t.title, t.package,
  t."installedVersion", t."fixedVersion", t.layer, t.path`);
const FINDING_NAMES = sql.raw('no, advisory_id, cves, severity, title, package, installed_version, fixed_version, layer, path');

/** The newest scan of each image. An older one than is known changes nothing but the history. Gives the images whose findings are new. */
export async function keepImageScans(tx: Transaction, sensorId: string, scans: readonly ImageScanned[]): Promise<readonly string[]> {
  if (scans.length === 0) return [];
  const rows = scans.map(({ imageId, at, trigger, manifest, operatingSystem, findings, packages, layers }) => ({
    ...{ sha: imageId, at: isoAt(at), trigger, manifest, os: operatingSystem, counts: countFindings(findings) },
    ...{ packages: packages?.length, layers: layers?.length },
  }));
  const known = await tx.execute<{ id: string; sha: string; matched: boolean; told: boolean }>(sql`
    update image i set
      last_vm_scan_date = case when m.matched then t.at else i.last_vm_scan_date end,
      manifest_version = case when m.matched then t.manifest else i.manifest_version end,
      scan_sensor_id = case when m.matched then ${sensorId}::uuid else i.scan_sensor_id end,
      severity1_count = case when m.matched then t.counts[1] else i.severity1_count end,
      severity2_count = case when m.matched then t.counts[2] else i.severity2_count end,
      severity3_count = case when m.matched then t.counts[3] else i.severity3_count end,
      severity4_count = case when m.matched then t.counts[4] else i.severity4_count end,
      severity5_count = case when m.matched then t.counts[5] else i.severity5_count end,
      fixable_count = case when m.matched then t.counts[6] else i.fixable_count end,
      operating_system = coalesce(t.os, i.operating_system),
      package_count = coalesce(t.packages, i.package_count), layer_count = coalesce(t.layers, i.layer_count),
      scan_state = case when not m.newest then i.scan_state when t.manifest is null then 'not-matched' else 'scanned' end,
      scan_problem = case when m.newest then null else i.scan_problem end,
      scan_trigger = case when m.newest then t.trigger else i.scan_trigger end,
      last_tried_at = greatest(i.last_tried_at, t.at)
    from (select sha, at, trigger, manifest, os, packages, layers,
        array(select c::int from jsonb_array_elements_text(counts) c) as counts
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as t(sha text, at timestamptz, trigger text, manifest text, os text, counts jsonb, packages int, layers int)) t
      join image k on k.sha = t.sha,
      lateral (select t.manifest is not null and t.at >= coalesce(k.last_vm_scan_date, '-infinity') as matched,
        t.at >= coalesce(k.last_tried_at, '-infinity') as newest) m
    where i.id = k.id returning i.id, i.sha, m.matched, m.newest as told`);
  const by = new Map(scans.map((scan) => [scan.imageId, scan]));
  const matched = known.rows.filter((row) => row.matched);
  await replaceFindings(
    tx,
    'image',
    matched.map(({ id, sha }) => ({ id, findings: by.get(sha)!.findings })),
  );
  await replaceInventory(
    tx,
    known.rows.filter((row) => row.told).map(({ id, sha }) => ({ id, scan: by.get(sha)! })),
  );
  const ids = matched.map((row) => row.id);
  await inheritCounts(tx, ids);
  return ids;
}

/** What was found in images, or in containers beyond theirs, in place of what was found before. */
async function replaceFindings(
  tx: Transaction,
  kind: 'image' | 'container',
  all: readonly { readonly id: string; readonly findings: readonly ImageFinding[] }[],
): Promise<void> {
  if (all.length === 0) return;
  const [table, column] = [sql.identifier(`${kind}_finding`), sql.identifier(`${kind}_id`)];
  await tx.execute(sql`delete from ${table} where ${column} = any(${sql.param(all.map(({ id }) => id))}::uuid[])`);
  const rows = all.flatMap(({ id, findings }) => numbered(id, worstFirst(findings)));
  if (rows.length === 0) return;
  await tx.execute(sql`insert into ${table} (${column}, ${FINDING_NAMES}) select ${FINDING_VALUES}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${FINDING}`);
}

async function replaceInventory(tx: Transaction, all: readonly { readonly id: string; readonly scan: ImageScanned }[]): Promise<void> {
  const withPackages = all.filter(({ scan }) => scan.packages !== undefined);
  if (withPackages.length > 0) {
    await tx.execute(sql`delete from image_package where image_id = any(${sql.param(withPackages.map(({ id }) => id))}::uuid[])`);
    const rows = withPackages.flatMap(({ id, scan }) => numbered(id, scan.packages ?? []));
    await tx.execute(sql`insert into image_package (image_id, no, ecosystem, type, name, version, source, purl, path, layer)
      select t.of, t.no, t.ecosystem, t.type, t.name, t.version, t.source, t.purl, t.path, t.layer
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(of uuid, no int, ecosystem text, type text, name text, version text,
        source text, purl text, path text, layer text)`);
  }
  const layers = all.flatMap(({ id, scan }) => (scan.layers === undefined ? [] : [{ id, layers: scan.layers }]));
  if (layers.length === 0) return;
  await tx.execute(sql`insert into image_layers (image_id, layers)
    select t.id, t.layers from jsonb_to_recordset(${JSON.stringify(layers)}::jsonb) as t(id uuid, layers jsonb)
    on conflict (image_id) do update set layers = excluded.layers`);
}

/** The counts of containers are those of their images and what their drift changes. */
async function inheritCounts(tx: Transaction, imageIds: readonly string[], containerIds?: readonly string[]): Promise<void> {
  const which =
    containerIds === undefined
      ? sql`c.image_id = any(${sql.param(imageIds)}::uuid[])`
      : sql`c.id = any(${sql.param(containerIds)}::uuid[])`;
  if ((containerIds ?? imageIds).length === 0) return;
  const sums = [1, 2, 3, 4, 5].map((n) => sql.raw(`greatest(0, i.severity${n}_count + c.drift_counts[${n}])`));
  await tx.execute(sql`
    update container c set severity1_count = ${sums[0]}, severity2_count = ${sums[1]}, severity3_count = ${sums[2]},
      severity4_count = ${sums[3]}, severity5_count = ${sums[4]}, fixable_count = greatest(0, i.fixable_count + c.drift_counts[6])
    from image i where i.id = c.image_id and ${which}
      and (c.severity1_count, c.severity2_count, c.severity3_count, c.severity4_count, c.severity5_count, c.fixable_count)
        is distinct from (${sums[0]}, ${sums[1]}, ${sums[2]}, ${sums[3]}, ${sums[4]}, greatest(0, i.fixable_count + c.drift_counts[6]))`);
}

/** The newest scan of each container. */
export async function keepContainerScans(tx: Transaction, sensorId: string, scans: readonly ContainerScanned[]): Promise<void> {
  if (scans.length === 0) return;
  const rows = scans.map(({ containerId, at, trigger, manifest, drift, findings }) => ({
    ...{ sha: containerId, at: isoAt(at), trigger, manifest, counts: countFindings(findings), looked: drift !== undefined },
    ...{ software: drift?.software.length ?? 0, files: drift?.filesTotal ?? 0 },
  }));
  const known = await tx.execute<{ id: string; sha: string }>(sql`
    update container c set
      last_vm_scan_date = case when t.manifest is null then c.last_vm_scan_date else t.at end,
      manifest_version = coalesce(t.manifest, c.manifest_version), scan_sensor_id = ${sensorId}::uuid,
      scan_state = case when t.manifest is null then 'not-matched' else 'scanned' end, scan_problem = null, scan_trigger = t.trigger,
      last_tried_at = t.at, drift_counts = array(select n::int from jsonb_array_elements_text(t.counts) n),
      is_drift = case when t.looked then t.software + t.files > 0 else c.is_drift end,
      drift_software_count = case when t.looked then t.software else c.drift_software_count end,
      drift_file_count = case when t.looked then t.files else c.drift_file_count end,
      drift_scanned_at = case when t.looked then t.at else c.drift_scanned_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(sha text, at timestamptz, trigger text, manifest text, counts jsonb, looked boolean, software int, files int)
    where c.sha = t.sha and t.at >= coalesce(c.last_tried_at, '-infinity') returning c.id, c.sha`);
  const by = new Map(scans.map((scan) => [scan.containerId, scan]));
  const kept = known.rows.map(({ id, sha }) => ({ id, scan: by.get(sha)! }));
  await replaceFindings(
    tx,
    'container',
    kept.map(({ id, scan }) => ({ id, findings: scan.findings })),
  );
  await keepDrift(tx, kept);
  await inheritCounts(
    tx,
    [],
    kept.map(({ id }) => id),
  );
}

const NO_DRIFT = { software: [], files: [], filesTotal: 0 };

async function keepDrift(tx: Transaction, kept: readonly { readonly id: string; readonly scan: ContainerScanned }[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ id, scan }) => ({
    id,
    drift: scan.drift ?? NO_DRIFT,
    gone: scan.goneFindings ?? [],
    looked: scan.drift !== undefined,
  }));
  const json = JSON.stringify(rows);
  await tx.execute(sql`
    insert into container_drift as d (container_id, drift, gone_findings)
    select t.id, t.drift, t.gone from jsonb_to_recordset(${json}::jsonb) as t(id uuid, drift jsonb, gone jsonb, looked boolean)
    where t.looked or t.gone <> '[]'::jsonb or exists (select 1 from container_drift k where k.container_id = t.id)
    on conflict (container_id) do update set gone_findings = excluded.gone_findings,
      drift = case when excluded.drift = ${JSON.stringify(NO_DRIFT)}::jsonb and not (
        select t.looked from jsonb_to_recordset(${json}::jsonb) as t(id uuid, looked boolean) where t.id = d.container_id)
        then d.drift else excluded.drift end`);
  await tx.execute(sql`
    update container c set drift_counts = array[c.drift_counts[1] - g.s[1], c.drift_counts[2] - g.s[2], c.drift_counts[3] - g.s[3],
      c.drift_counts[4] - g.s[4], c.drift_counts[5] - g.s[5], c.drift_counts[6] - g.s[6]]
    from (select k.id, array[${sql.raw([1, 2, 3, 4, 5].map((n) => `count(*) filter (where f.severity = ${n})::int`).join(', '))},
        count(f.fixed_version)::int] as s
      from container k join container_drift d on d.container_id = k.id
        cross join jsonb_to_recordset(d.gone_findings) as g("advisoryId" text, package text, "installedVersion" text)
        join image_finding f on f.image_id = k.image_id and f.advisory_id = g."advisoryId" and f.package = g.package
          and f.installed_version = g."installedVersion"
      where k.id = any(${sql.param(kept.map(({ id }) => id))}::uuid[]) group by k.id) g
    where c.id = g.id`);
}

/** What could not be scanned: what an earlier scan found stays, and is old. */
export async function keepFailures(
  tx: Transaction,
  kind: 'image' | 'container',
  failed: readonly (ImageFailed | ContainerFailed)[],
): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map((one) => ({
    sha: 'imageId' in one ? one.imageId : one.containerId,
    at: isoAt(one.at),
    trigger: one.trigger,
    reason: one.reason,
  }));
  await tx.execute(sql`
    update ${sql.identifier(kind)} x set scan_state = 'not-scannable', scan_problem = t.reason, scan_trigger = t.trigger, last_tried_at = t.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(sha text, at timestamptz, trigger text, reason text)
    where x.sha = t.sha and t.at >= coalesce(x.last_tried_at, '-infinity')`);
}
