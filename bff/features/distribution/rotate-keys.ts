import { type Instant, plus } from '../../domain/time/instant.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import type { Transaction } from '../../storage/database.ts';
import { newKey, type RoleKey, type RoleName, replaceKey } from './key-store.ts';
import { addMetadata, newestMetadata } from './metadata-store.ts';
import { renewRepository, SIGNATURE_LIVES } from './renew-repository.ts';
import { signRoot } from './sign-metadata.ts';

export interface Rotation {
  readonly tx: Transaction;
  readonly box: SealedBox;
  /** As they are, locked. */
  readonly keys: ReadonlyMap<RoleName, RoleKey>;
  readonly now: Instant;
  /** The present root with its private key, wherever that is kept. */
  readonly signer: RoleKey;
  /** The roles that get a new key; none: the same keys are named once more. */
  readonly roles: readonly RoleName[];
  /** Keeps the private key of a new root, where that is not kept on the server. */
  readonly keepRoot?: ((pem: string) => Promise<void>) | undefined;
}

/**
 * Signs the next root, with new keys for these roles, and everything anew that they sign. A new root is signed by the key before it and by
 * its own (TUF specification §6.1), so that whoever trusts the old one follows. Gives the version of the root.
 */
export async function rotateKeys({ tx, box, keys, now, signer, roles, keepRoot }: Rotation): Promise<number> {
  const made = roles.map(newKey);
  const after = new Map([...keys, ...made.map((key) => [key.role, key] as const)]);
  const before = await newestMetadata(tx, 'root');
  const stamp = { version: (before?.version ?? 0) + 1, expires: plus(now, SIGNATURE_LIVES.root.goodMs) };
  const newRoot = made.find(({ role }) => role === 'root');
  const signers = newRoot === undefined ? [signer] : [signer, newRoot];
  await addMetadata(tx, 'root', signRoot(after, stamp, signers), now);
  for (const key of made) {
    const isElsewhere = key.role === 'root' && keepRoot !== undefined;
    if (isElsewhere) await keepRoot(key.privateKey);
    await replaceKey(tx, box, isElsewhere ? { ...key, privateKey: undefined } : key);
  }
  await renewRepository({ tx, keys: after, now, resign: new Set(roles) });
  return stamp.version;
}
