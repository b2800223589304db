import { eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { unlessTaken } from '../../storage/unless-taken.ts';

const { connector } = tables;
export type ConnectorRow = typeof connector.$inferSelect;

export interface ConnectorFields {
  readonly name: string;
  readonly kind: 'aws-ec2';
  readonly regions: readonly string[];
  readonly endpoint: string | undefined;
  readonly accessKeyId: string;
  readonly sealedSecret: string;
  readonly addressKind: 'private' | 'public';
}

const toColumns = ({ regions, endpoint, ...same }: ConnectorFields) => ({ ...same, regions: [...regions], endpoint: endpoint ?? null });

export const connectorStore = {
  list: (executor: Executor): Promise<ConnectorRow[]> => executor.select().from(connector).orderBy(sql`lower(${connector.name})`),

  read: async (executor: Executor, id: string): Promise<ConnectorRow | undefined> => {
    const [row] = await executor.select().from(connector).where(eq(connector.id, id));
    return row;
  },

  /** Nobody else changes it until the end of the transaction. */
  lock: async (tx: Transaction, id: string): Promise<ConnectorRow | undefined> => {
    const [row] = await tx.select().from(connector).where(eq(connector.id, id)).for('update');
    return row;
  },

  /** Due at once. */
  insert: (tx: Transaction, id: string, fields: ConnectorFields, at: Instant) =>
    unlessTaken(tx, 'connector_name', (inner) =>
      inner.insert(connector).values({ id, ...toColumns(fields), nextSyncAt: new Date(at), createdAt: new Date(at) }),
    ),

  /** Due at once again. */
  update: (tx: Transaction, id: string, fields: ConnectorFields, at: Instant) =>
    unlessTaken(tx, 'connector_name', (inner) =>
      inner
        .update(connector)
        .set({ ...toColumns(fields), nextSyncAt: new Date(at), revision: sql`${connector.revision} + 1` })
        .where(eq(connector.id, id)),
    ),

  remove: async (tx: Transaction, id: string): Promise<void> => {
    await tx.delete(connector).where(eq(connector.id, id));
  },
};
