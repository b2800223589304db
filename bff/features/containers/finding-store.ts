import { and, type SQL, sql } from 'drizzle-orm';
import { type Executor, tables } from '../../storage/database.ts';
import { likePart } from '../../storage/keyset-page.ts';
import type { OffsetPage } from '../../storage/offset-page.ts';

const { imageFinding, containerFinding, containerDrift, imagePackage } = tables;

export interface FindingFilter {
  readonly severity?: number | undefined;
  readonly fixable?: 'yes' | 'no' | undefined;
  readonly search?: string | undefined;
}

export type FindingRow = Omit<typeof imageFinding.$inferSelect, 'imageId' | 'no'> & { readonly origin: 'image' | 'drift' };

const COLUMNS = sql.raw(
  'f.no, f.advisory_id, f.cves, f.severity, f.title, f.package, f.installed_version, f.fixed_version, f.layer, f.path',
);

const ofImage = (imageId: string): SQL =>
  sql`select ${COLUMNS}, 'image' as origin from ${imageFinding} f where f.image_id = ${imageId}::uuid`;

/** Those of the image that still hold in the container, and those beyond. */
const ofContainer = (containerId: string, imageId: string): SQL => sql`${ofImage(imageId)} and not exists (
    select 1 from ${containerDrift} d, jsonb_to_recordset(d.gone_findings) as g("advisoryId" text, package text, "installedVersion" text)
    where d.container_id = ${containerId}::uuid and g."advisoryId" = f.advisory_id and g.package = f.package
      and g."installedVersion" = f.installed_version)
  union all select ${COLUMNS}, 'drift' as origin from ${containerFinding} f where f.container_id = ${containerId}::uuid`;

function matching({ severity, fixable, search }: FindingFilter): SQL {
  const parts: SQL[] = [sql`true`];
  if (severity !== undefined) parts.push(sql`severity = ${severity}`);
  if (fixable !== undefined) parts.push(fixable === 'yes' ? sql`fixed_version is not null` : sql`fixed_version is null`);
  if (search !== undefined && search !== '') {
    const part = likePart(search);
    parts.push(
      sql`(package ilike ${part} or advisory_id ilike ${part} or array_to_string(cves, ' ') ilike ${part} or title ilike ${part})`,
    );
  }
  return and(...parts)!;
}

/** A page of the findings of an image, or of a container of it, worst first; and how many there are. */
export async function listFindings(
  executor: Executor,
  of: { readonly imageId: string; readonly containerId?: string | undefined },
  filter: FindingFilter,
  { offset, limit }: OffsetPage,
): Promise<{ readonly rows: FindingRow[]; readonly count: number }> {
  const all = of.containerId === undefined ? ofImage(of.imageId) : ofContainer(of.containerId, of.imageId);
  const read = await executor.execute<FindingJson>(sql`
    select row_to_json(p) as row, count(*) over ()::int as count from (
      select * from (${all}) f where ${matching(filter)}) p
    order by severity desc, origin, no limit ${limit} offset ${offset}`);
  const count = read.rows[0]?.count ?? (offset === 0 ? 0 : await countFindings(executor, all, filter));
  return { rows: read.rows.map(({ row }) => fromJson(row)), count };
}

async function countFindings(executor: Executor, all: SQL, filter: FindingFilter): Promise<number> {
  const counted = await executor.execute<{ count: number }>(sql`select count(*)::int as count from (${all}) f where ${matching(filter)}`);
  return counted.rows[0]!.count;
}

interface FindingJson extends Record<string, unknown> {
  readonly count: number;
  readonly row: {
    readonly advisory_id: string;
    readonly cves: string[];
    readonly severity: 1 | 2 | 3 | 4 | 5;
    readonly title: string;
    readonly package: string;
    readonly installed_version: string;
    readonly fixed_version: string | null;
    readonly layer: string | null;
    readonly path: string | null;
    readonly origin: 'image' | 'drift';
  };
}

const fromJson = ({ advisory_id, installed_version, fixed_version, ...rest }: FindingJson['row']): FindingRow => ({
  ...{ advisoryId: advisory_id, installedVersion: installed_version, fixedVersion: fixed_version },
  ...{ cves: rest.cves, severity: rest.severity, title: rest.title, package: rest.package },
  ...{ layer: rest.layer, path: rest.path, origin: rest.origin },
});

/** A page of the packages in an image, by name; and how many there are. */
export async function listSoftware(executor: Executor, imageId: string, search: string | undefined, { offset, limit }: OffsetPage) {
  const named =
    search === undefined || search === ''
      ? sql`true`
      : sql`(${imagePackage.name} ilike ${likePart(search)} or ${imagePackage.source} ilike ${likePart(search)})`;
  const where = and(sql`${imagePackage.imageId} = ${imageId}::uuid`, named);
  const rows = await executor
    .select()
    .from(imagePackage)
    .where(where)
    .orderBy(imagePackage.name, imagePackage.version, imagePackage.no)
    .limit(limit)
    .offset(offset);
  return { rows, count: await executor.$count(imagePackage, where) };
}
