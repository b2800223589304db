import { and, desc, eq, getTableColumns, isNull } from 'drizzle-orm';
import type { PackageName } from '../../domain/distribution/rollout.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { distributedPackage } = tables;
const { content: _, ...facts } = getTableColumns(distributedPackage);

/** A package without what is in it. */
export type PackageRow = Omit<typeof distributedPackage.$inferSelect, 'content'>;

export interface NewPackage {
  readonly id: string;
  readonly name: PackageName;
  readonly version: string;
  readonly sha256: string;
  readonly content: Buffer;
  readonly publishedBy: string | null;
  readonly publishedByName: string;
  readonly at: Instant;
}

/** Newest first. */
export const listPackages = (executor: Executor): Promise<PackageRow[]> =>
  executor.select(facts).from(distributedPackage).orderBy(desc(distributedPackage.publishedAt), desc(distributedPackage.id));

/** What may be installed. */
export const offeredPackages = (executor: Executor): Promise<PackageRow[]> =>
  executor.select(facts).from(distributedPackage).where(isNull(distributedPackage.withdrawnAt)).orderBy(distributedPackage.id);

export async function findPackage(executor: Executor, name: string, version: string): Promise<PackageRow | undefined> {
  const [row] = await executor
    .select(facts)
    .from(distributedPackage)
    .where(and(eq(distributedPackage.name, name), eq(distributedPackage.version, version)));
  return row;
}

export async function readPackage(executor: Executor, id: string): Promise<PackageRow | undefined> {
  const [row] = await executor.select(facts).from(distributedPackage).where(eq(distributedPackage.id, id));
  return row;
}

/** False when that version is there already. */
export async function insertPackage(tx: Transaction, { at, ...more }: NewPackage): Promise<boolean> {
  const inserted = await tx
    .insert(distributedPackage)
    .values({ ...more, length: more.content.length, publishedAt: new Date(at) })
    .onConflictDoNothing()
    .returning({ id: distributedPackage.id });
  return inserted.length === 1;
}

export async function withdrawPackage(tx: Transaction, id: string, at: Instant): Promise<void> {
  await tx
    .update(distributedPackage)
    .set({ withdrawnAt: new Date(at) })
    .where(eq(distributedPackage.id, id));
}

/** What is in an offered package. */
export async function readContent(
  executor: Executor,
  name: string,
  version: string,
): Promise<{ sha256: string; content: Buffer } | undefined> {
  const [row] = await executor
    .select({ sha256: distributedPackage.sha256, content: distributedPackage.content })
    .from(distributedPackage)
    .where(and(eq(distributedPackage.name, name), eq(distributedPackage.version, version), isNull(distributedPackage.withdrawnAt)));
  return row;
}
