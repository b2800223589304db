import { createHash, createPrivateKey, sign } from 'node:crypto';
import models from '@tufjs/models';
import { type Instant, toIso } from '../../domain/time/instant.ts';
import { ROLES, type RoleKey } from './key-store.ts';

/** A file of the repository, as its metadata names it. */
export interface Target {
  readonly path: string;
  readonly length: number;
  readonly sha256: string;
  readonly custom: Record<string, string>;
}

export interface SignedMetadata {
  readonly version: number;
  readonly body: string;
  readonly expires: Instant;
}

interface Stamp {
  readonly version: number;
  readonly expires: Instant;
}

const SPEC_VERSION = '1.0.31';

/** Any text that is the key's own; the specification wants the digest of its canonical form (§4.2), clients take it as it is. */
export const keyIdOf = (publicKey: string): string => createHash('sha256').update(`ed25519:${publicKey}`).digest('hex');

// No milliseconds (TUF specification §4.2.1).
const signedBase = ({ version, expires }: Stamp) => ({
  specVersion: SPEC_VERSION,
  version,
  expires: toIso(expires).replace(/\.\d+Z$/, 'Z'),
});

type Signed = ConstructorParameters<typeof models.Metadata>[0];

/** Puts the signatures of these keys under it. Throws where a private key is kept elsewhere. */
function seal(signed: Signed, keys: readonly RoleKey[], { version, expires }: Stamp): SignedMetadata {
  const metadata = new models.Metadata(signed);
  for (const { role, publicKey, privateKey } of keys) {
    if (privateKey === undefined) throw new Error(`the private key of the role ${role} is not kept on this server`);
    const key = createPrivateKey(privateKey);
    metadata.sign((data) => new models.Signature({ keyID: keyIdOf(publicKey), sig: sign(null, data, key).toString('hex') }));
  }
  return { version, expires, body: JSON.stringify(metadata.toJSON()) };
}

/** The root, not signed yet. */
export function composeRoot(keys: ReadonlyMap<string, Pick<RoleKey, 'publicKey'>>, stamp: Stamp) {
  const root = new models.Root({ ...signedBase(stamp), consistentSnapshot: true });
  for (const role of ROLES) {
    const { publicKey } = keys.get(role)!;
    root.addKey(new models.Key({ keyID: keyIdOf(publicKey), keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: publicKey } }), role);
  }
  return root;
}

/** `signers`: the key of the root, and the one before it where that is another. */
export const signRoot = (keys: ReadonlyMap<string, RoleKey>, stamp: Stamp, signers: readonly RoleKey[]): SignedMetadata =>
  seal(composeRoot(keys, stamp), signers, stamp);

export function signTargets(key: RoleKey, stamp: Stamp, targets: readonly Target[]): SignedMetadata {
  const signed = new models.Targets(signedBase(stamp));
  for (const { path, length, sha256, custom } of targets)
    signed.addTarget(new models.TargetFile({ path, length, hashes: { sha256 }, unrecognizedFields: { custom } }));
  return seal(signed, [key], stamp);
}

export const signSnapshot = (key: RoleKey, stamp: Stamp, targetsVersion: number): SignedMetadata =>
  seal(
    new models.Snapshot({ ...signedBase(stamp), meta: { 'targets.json': new models.MetaFile({ version: targetsVersion }) } }),
    [key],
    stamp,
  );

export const signTimestamp = (key: RoleKey, stamp: Stamp, snapshotVersion: number): SignedMetadata =>
  seal(new models.Timestamp({ ...signedBase(stamp), snapshotMeta: new models.MetaFile({ version: snapshotVersion }) }), [key], stamp);
