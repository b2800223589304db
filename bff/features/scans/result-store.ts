import { sql } from 'drizzle-orm';
import type { Finding, HostResult, Severity } from '../../domain/scans/host-result.ts';
import type { Transaction } from '../../storage/database.ts';

export interface ReportedHost {
  readonly scanId: string;
  readonly sliceId: string;
  readonly applianceId: string;
  /** Cleaned, its address canonical. */
  readonly result: HostResult;
  readonly findingIds: readonly string[];
}

/** `known`: stored before, nothing changed. `foreign`: not a host of that slice, nothing stored. */
export type Stored = 'new' | 'known' | 'foreign';

export const countSeverity = (findings: readonly Pick<Finding, 'severity'>[], severity: Severity): number =>
  findings.reduce((count, finding) => count + (finding.severity === severity ? 1 : 0), 0);

/**
 * Stores what a scan learned of one address, with its findings and all counts, in one statement. The slice must name
 * the address, or the name that it was found under; a name stands for one address, so a full slice takes no more.
 */
export async function insertHostResult(tx: Transaction, host: ReportedHost): Promise<Stored> {
  const { scanId, sliceId, result } = host;
  const byAddress = JSON.stringify([{ address: result.address }]);
  const byName = JSON.stringify([{ name: result.hostname ?? '' }]);
  const counts = ([1, 2, 3, 4, 5] as const).map((severity) => countSeverity(result.findings, severity));
  const [s1, s2, s3, s4, s5] = counts;
  const { rows } = await tx.execute<{ member: boolean; fresh: boolean }>(sql`
    with member as (
      select 1 from slice where id = ${sliceId} and scan_id = ${scanId}
        and (hosts @> ${byAddress}::jsonb or (hosts @> ${byName}::jsonb and hosts_done < hosts_total))
    ), fresh as (
      insert into host_result (scan_id, address, slice_id, appliance_id, hostname, alive, operating_system, failure, signatures, services,
        started_at, finished_at, s1, s2, s3, s4, s5)
      select ${scanId}, ${result.address}, ${sliceId}, ${host.applianceId}, ${result.hostname ?? null}, ${result.alive},
        ${result.operatingSystem ?? null}, ${result.failure ?? null}, ${result.signatures ?? null}, ${JSON.stringify(result.services)}::jsonb,
        ${new Date(result.startedAt)}, ${new Date(result.finishedAt)}, ${s1}, ${s2}, ${s3}, ${s4}, ${s5}
      from member on conflict (scan_id, address) do nothing returning 1
    ), findings as (
      insert into finding (id, scan_id, address, key, severity, title, port, protocol, cves, evidence, solution,
        installed_version, fixed_version)
      select f.id, ${scanId}, ${result.address}, f.key, f.severity, f.title, f.port, f.protocol, coalesce(f.cves, '{}'), f.evidence, f.solution,
        f."installedVersion", f."fixedVersion"
      from fresh, jsonb_to_recordset(${findingRows(host)}::jsonb) as f(id uuid, key text, severity int2, title text, port int,
        protocol text, cves text[], evidence text, solution text, "installedVersion" text, "fixedVersion" text)
    ), of_slice as (
      update slice set hosts_done = least(hosts_done + 1, hosts_total) where id = ${sliceId} and exists (select 1 from fresh)
    ), of_scan as (
      update scan set hosts_done = least(hosts_done + 1, hosts_total), hosts_alive = hosts_alive + ${result.alive ? 1 : 0},
        services_count = services_count + ${result.services.length},
        s1 = s1 + ${s1}, s2 = s2 + ${s2}, s3 = s3 + ${s3}, s4 = s4 + ${s4}, s5 = s5 + ${s5}
      where id = ${scanId} and exists (select 1 from fresh)
    )
    select exists (select 1 from member) as member, exists (select 1 from fresh) as fresh`);
  const { member, fresh } = rows[0]!;
  if (fresh) return 'new';
  return member || (await isKnown(tx, host)) ? 'known' : 'foreign';
}

const findingRows = ({ result, findingIds }: ReportedHost): string =>
  JSON.stringify(result.findings.map((finding, i) => ({ ...finding, id: findingIds[i] })));

/** A repeat of what the slice reported before it was cut to its remaining hosts. */
async function isKnown(tx: Transaction, { scanId, sliceId, result }: ReportedHost): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select 1 from host_result where scan_id = ${scanId} and address = ${result.address} and slice_id = ${sliceId}`,
  );
  return rows.length > 0;
}

/** Hosts of a slice that finished without a result of their own count as done. */
export async function addHostsDone(tx: Transaction, scanId: string, added: number): Promise<void> {
  await tx.execute(sql`update scan set hosts_done = least(hosts_done + ${added}, hosts_total) where id = ${scanId}`);
}
