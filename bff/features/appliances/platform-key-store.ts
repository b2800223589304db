import { createPrivateKey, type KeyObject } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { newSigningKey, toPublicKey } from '../../../agents/signing/new-signing-key.ts';
import { type Clock, toIso } from '../../domain/time/instant.ts';
import { createSealedBox } from '../../http/sealed-box.ts';
import { type Database, tables } from '../../storage/database.ts';

/** The key with which the platform signs orders to its agents. */
export interface PlatformKey {
  readonly privateKey: KeyObject;
  /** Raw, base64url: agents learn it before they register. */
  readonly publicKey: string;
}

const SECTION = 'platform-key';

/**
 * Made at the first start and the same ever after, on every replica: agents trust it. In the database it is sealed with
 * the installation's secret, so that a stolen copy of the database signs nothing.
 */
export async function readPlatformKey(db: Database, secret: string, clock: Clock): Promise<PlatformKey> {
  const box = createSealedBox(secret, 'platform key');
  const made = newSigningKey().export({ format: 'pem', type: 'pkcs8' }).toString();
  await db
    .insert(tables.setting)
    .values({ section: SECTION, value: { sealed: box.seal(made) }, updatedAt: new Date(toIso(clock())) })
    .onConflictDoNothing();
  const [row] = await db.select({ value: tables.setting.value }).from(tables.setting).where(eq(tables.setting.section, SECTION));
  const privateKey = createPrivateKey(open(box.open, (row!.value as { sealed: string }).sealed));
  return { privateKey, publicKey: toPublicKey(privateKey) };
}

function open(unseal: (sealed: string) => string, sealed: string): string {
  try {
    return unseal(sealed);
  } catch (cause) {
    throw new Error(
      'the database belongs to an installation with another secret; copy the file "secret" from its data folder into the data folder of this server',
      { cause },
    );
  }
}
