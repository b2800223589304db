import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { toPublicKeyHex } from '../../../agents/signing/new-signing-key.ts';

/** Shorter ones are guessed from a copy of the file. */
const MIN_PASSPHRASE = 12;

export const toPem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

export function checkPassphrase(passphrase: string | undefined): string {
  if (passphrase === undefined || passphrase.length < MIN_PASSPHRASE)
    throw new Error(`set WATCHBILL_ROOT_PASSPHRASE to the passphrase of the key file, of at least ${MIN_PASSPHRASE} characters`);
  return passphrase;
}

/** Writes a private key, encrypted (PKCS #8, as openssl reads it), to a file that must not be there yet, and reads it back before it says so. */
export async function writeKeyFile(file: string, pem: string, passphrase: string): Promise<void> {
  const key = createPrivateKey(pem);
  const sealed = key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase }).toString();
  await writeFile(file, sealed, { mode: 0o600, flag: 'wx', flush: true }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'it is there already: name another file' : cause.message;
    throw new Error(`${file} cannot be written: ${why}`, { cause });
  });
  if (toPublicKeyHex(await readKeyFile(file, passphrase)) !== toPublicKeyHex(key))
    throw new Error(`${file} does not hold what was written to it`);
}

/** The private key in a file that `writeKeyFile` wrote. Throws one sentence. */
export async function readKeyFile(file: string, passphrase: string): Promise<KeyObject> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new Error(`${file} cannot be read: ${cause.message}`, { cause });
  });
  try {
    return createPrivateKey({ key: text, format: 'pem', passphrase });
  } catch (cause) {
    throw new Error(`${file} holds no key that opens with this passphrase`, { cause });
  }
}
