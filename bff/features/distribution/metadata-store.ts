import { and, desc, eq, lt, ne } from 'drizzle-orm';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import type { RoleName } from './key-store.ts';
import type { SignedMetadata } from './sign-metadata.ts';

const { distributionMetadata } = tables;
export type MetadataRow = typeof distributionMetadata.$inferSelect;

/** Versions that stay for clients in the middle of a refresh. Roots stay for ever: they are a chain. */
const KEPT_VERSIONS = 20;

export async function newestMetadata(executor: Executor, role: RoleName): Promise<MetadataRow | undefined> {
  const [row] = await executor
    .select()
    .from(distributionMetadata)
    .where(eq(distributionMetadata.role, role))
    .orderBy(desc(distributionMetadata.version))
    .limit(1);
  return row;
}

export async function metadataOf(executor: Executor, role: RoleName, version: number): Promise<MetadataRow | undefined> {
  const [row] = await executor
    .select()
    .from(distributionMetadata)
    .where(and(eq(distributionMetadata.role, role), eq(distributionMetadata.version, version)));
  return row;
}

export async function addMetadata(
  tx: Transaction,
  role: RoleName,
  { version, body, expires }: SignedMetadata,
  now: Instant,
): Promise<void> {
  await tx.insert(distributionMetadata).values({ role, version, body, expiresAt: new Date(expires), signedAt: new Date(now) });
  await tx
    .delete(distributionMetadata)
    .where(
      and(
        eq(distributionMetadata.role, role),
        ne(distributionMetadata.role, 'root'),
        lt(distributionMetadata.version, version - KEPT_VERSIONS),
      ),
    );
}
