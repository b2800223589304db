import { eq } from 'drizzle-orm';
import { newSigningKey, toPublicKeyHex } from '../../../agents/signing/new-signing-key.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { distributionKey } = tables;

/** The roles of the repository (TUF specification §2.1), each with a key of its own. */
export const ROLES = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type RoleName = (typeof ROLES)[number];

export interface RoleKey {
  readonly role: RoleName;
  /** Raw, hexadecimal. */
  readonly publicKey: string;
  /** PEM, PKCS #8; undefined: kept elsewhere. */
  readonly privateKey: string | undefined;
}

/** A key that nobody has used yet. */
export function newKey(role: RoleName): RoleKey & { readonly privateKey: string } {
  const key = newSigningKey();
  return {
    role,
    publicKey: toPublicKeyHex(key),
    privateKey: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** Puts a key in the place of that of its role, or takes the private one away. */
export async function replaceKey(tx: Transaction, box: SealedBox, { role, publicKey, privateKey }: RoleKey): Promise<void> {
  const sealedKey = privateKey === undefined ? null : box.seal(privateKey);
  await tx.update(distributionKey).set({ publicKey, sealedKey }).where(eq(distributionKey.role, role));
}

function newRow(role: RoleName, box: SealedBox): typeof distributionKey.$inferInsert {
  const { publicKey, privateKey } = newKey(role);
  return { role, publicKey, sealedKey: box.seal(privateKey) };
}

/** The keys, made if there are none, and kept from everybody else who would sign until the end of the transaction. */
export async function lockKeys(tx: Transaction, box: SealedBox): Promise<ReadonlyMap<RoleName, RoleKey>> {
  const known = await tx.select().from(distributionKey).for('update');
  if (known.length === ROLES.length) return toKeys(known, box);
  await tx
    .insert(distributionKey)
    .values(ROLES.map((role) => newRow(role, box)))
    .onConflictDoNothing();
  return toKeys(await tx.select().from(distributionKey).for('update'), box);
}

export async function readPublicKeys(executor: Executor): Promise<readonly { role: RoleName; publicKey: string; keyIsHere: boolean }[]> {
  const rows = await executor.select().from(distributionKey);
  return rows.map(({ role, publicKey, sealedKey }) => ({ role: role as RoleName, publicKey, keyIsHere: sealedKey !== null }));
}

const toKeys = (rows: readonly (typeof distributionKey.$inferSelect)[], box: SealedBox): ReadonlyMap<RoleName, RoleKey> =>
  new Map(
    rows.map(({ role, publicKey, sealedKey }) => {
      const name = role as RoleName;
      return [name, { role: name, publicKey, privateKey: sealedKey === null ? undefined : box.open(sealedKey) }];
    }),
  );
