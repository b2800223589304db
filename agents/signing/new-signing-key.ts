import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7). */
const PKCS8_START = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * An Ed25519 key that nobody has used yet. Any 32 random bytes are one (RFC 8032 §5.1.5). Not `generateKeyPairSync`: in Node 20 an export of
 * its key never returns if memory is collected meanwhile.
 */
export const newSigningKey = (): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_START, randomBytes(32)]), format: 'der', type: 'pkcs8' });

/** The raw 32 bytes of its public half, base64url: as the wire wants it. */
export const toPublicKey = (key: KeyObject): string => {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('The key is not an Ed25519 key.');
  return x;
};

/** The same, hexadecimal: as the repository of packages wants it (TUF specification §4.3). */
export const toPublicKeyHex = (key: KeyObject): string => Buffer.from(toPublicKey(key), 'base64url').toString('hex');
