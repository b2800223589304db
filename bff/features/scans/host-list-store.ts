import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Finding, HostResult } from '../../domain/scans/host-result.ts';
import { anyText, choiceOf, type ListFilter } from '../../domain/search/list-filter.ts';
import { instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { type KeysetPage, likePart, type SortFields } from '../../storage/keyset-page.ts';
import { readListPage } from '../../storage/list-page.ts';

const { hostResult, finding, appliance } = tables;

/** The filter terms of a scan's results. */
export const HOST_TERMS = {
  /** Hosts with a finding of one of these severities. */
  severity: choiceOf(['1', '2', '3', '4', '5']),
  state: choiceOf(['finished', 'failed']),
  alive: choiceOf(['yes', 'no']),
  /** A part of the address or of the name. */
  host: anyText,
};
export type HostFilter = ListFilter<typeof HOST_TERMS>;

const padded = (column: 's1' | 's2' | 's3' | 's4' | 's5') => sql`lpad(${hostResult[column]}::text, 5, '0')`;
// All counts of severity 5 before all of severity 4, and so on; at most five figures each.
const worst = sql`(${padded('s5')} || ${padded('s4')} || ${padded('s3')} || ${padded('s2')} || ${padded('s1')})`;

export const HOST_SORTS: SortFields = {
  fields: {
    severity: { by: worst, type: 'text' },
    address: { by: sql`family(${hostResult.address}::inet)`, type: 'integer' },
    finishedAt: { by: hostResult.finishedAt, type: 'instant' },
  },
  id: sql`${hostResult.address}::inet`,
  idType: 'inet',
  standard: 'severity:desc',
};

/** A host's result with the name of the appliance that brought it. */
export interface HostView extends HostResult {
  readonly applianceName: string | undefined;
}

type HostRow = typeof hostResult.$inferSelect;
type FindingRow = typeof finding.$inferSelect;

export const toFinding = (row: FindingRow): Finding => ({
  key: row.key,
  severity: row.severity,
  title: row.title,
  port: row.port ?? undefined,
  protocol: row.protocol ?? undefined,
  cves: row.cves,
  evidence: row.evidence,
  solution: row.solution,
  ...(row.installedVersion === null ? {} : { installedVersion: row.installedVersion }),
  ...(row.fixedVersion === null ? {} : { fixedVersion: row.fixedVersion }),
});

const toView = (row: HostRow, findings: readonly Finding[], applianceName: string | null): HostView => ({
  address: row.address,
  hostname: row.hostname ?? undefined,
  alive: row.alive,
  operatingSystem: row.operatingSystem ?? undefined,
  services: row.services,
  findings,
  startedAt: instant(row.startedAt.getTime()),
  finishedAt: instant(row.finishedAt.getTime()),
  failure: row.failure ?? undefined,
  ...(row.signatures === null ? {} : { signatures: row.signatures }),
  applianceName: applianceName ?? undefined,
});

async function withFindings(executor: Executor, scanId: string, rows: readonly { row: HostRow; applianceName: string | null }[]) {
  const addresses = rows.map(({ row }) => row.address);
  const found =
    addresses.length === 0
      ? []
      : await executor
          .select()
          .from(finding)
          .where(and(eq(finding.scanId, scanId), inArray(finding.address, addresses)))
          .orderBy(sql`${finding.severity} desc, ${finding.key}, ${finding.port} nulls first`);
  const byAddress = new Map(addresses.map((address) => [address, [] as Finding[]]));
  for (const row of found) byAddress.get(row.address)!.push(toFinding(row));
  return rows.map(({ row, applianceName }) => toView(row, byAddress.get(row.address) ?? [], applianceName));
}

const select = (executor: Executor, sortBy: SQL<string | null>) =>
  executor
    .select({ row: hostResult, id: hostResult.address, applianceName: appliance.name, sortValue: sortBy })
    .from(hostResult)
    .leftJoin(appliance, eq(appliance.id, hostResult.applianceId));

export async function listHosts(executor: Executor, scanId: string, request: { filter: HostFilter; page: KeysetPage }) {
  const { filter, page } = request;
  const matching = and(eq(hostResult.scanId, scanId), ...conditions(filter));
  const some = (where: SQL | undefined, limit: number) =>
    executor.select({ address: hostResult.address }).from(hostResult).where(where).limit(limit).as('some');
  const { rows, nextCursor, total } = await readListPage({
    ...{ page, sorts: HOST_SORTS, matching },
    rows: ({ where, orderBy, limit, sortValue }) => select(executor, sortValue).where(where).orderBy(orderBy).limit(limit),
    count: (where, limit) => executor.$count(some(where, limit)),
  });
  return { hosts: await withFindings(executor, scanId, rows), nextCursor, total };
}

/**
 * All hosts of a scan by address, a bounded number at a time: a report of 65,536 hosts holds their addresses, never all
 * of their results. One order for all: sorting anew for every batch would take minutes.
 */
export async function* eachHost(executor: Executor, scanId: string, batch = 500): AsyncGenerator<readonly HostView[]> {
  const ordered = await executor
    .select({ address: hostResult.address })
    .from(hostResult)
    .where(eq(hostResult.scanId, scanId))
    .orderBy(sql`${hostResult.address}::inet`);
  for (let from = 0; from < ordered.length; from += batch) {
    const addresses = ordered.slice(from, from + batch).map(({ address }) => address);
    const rows = await select(executor, sql`null`)
      .where(and(eq(hostResult.scanId, scanId), inArray(hostResult.address, addresses)))
      .orderBy(sql`${hostResult.address}::inet`);
    yield await withFindings(executor, scanId, rows);
  }
}

function conditions({ terms, words }: HostFilter): SQL[] {
  const found: SQL[] = [];
  if (terms.severity) {
    const counts = terms.severity.map((severity) => sql`${hostResult[`s${severity}` as 's1']} > 0`);
    found.push(sql`(${sql.join(counts, sql` or `)})`);
  }
  if (terms.state) found.push(sql`(case when ${hostResult.failure} is null then 'finished' else 'failed' end) = any(${[...terms.state]})`);
  if (terms.alive)
    found.push(
      inArray(
        hostResult.alive,
        terms.alive.map((alive) => alive === 'yes'),
      ),
    );
  for (const text of [...(terms.host ?? [])])
    found.push(sql`(${hostResult.address} ilike ${likePart(text)} or ${hostResult.hostname} ilike ${likePart(text)})`);
  for (const word of words) {
    const part = likePart(word);
    found.push(sql`(${hostResult.address} ilike ${part} or ${hostResult.hostname} ilike ${part} or ${hostResult.operatingSystem} ilike ${part}
      or ${hostResult.services}::text ilike ${part}
      or exists (select 1 from ${finding} f where f.scan_id = ${hostResult.scanId} and f.address = ${hostResult.address} and f.title ilike ${part}))`);
  }
  return found;
}
