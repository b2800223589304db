import { createPrivateKey, type KeyObject } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { z } from 'zod';
import { id } from '../protocol/primitives.ts';
import { publicKey } from '../protocol/registration.ts';
import { readJsonFile, writeAtomically } from './atomic-file.ts';

const identityFile = z.object({
  version: z.literal(1),
  server: z.url(),
  applianceId: id,
  /** PKCS #8, DER, base64. Never leaves this machine. */
  privateKey: z.string(),
  platformKey: publicKey,
});

/** Who this agent is, and to whom. */
export interface Identity {
  readonly server: string;
  readonly applianceId: string;
  readonly privateKey: KeyObject;
  readonly platformKey: string;
}

export { newSigningKey as createPrivateIdentityKey, toPublicKey } from '../signing/new-signing-key.ts';

export const toPrivateKeyText = (key: KeyObject): string => key.export({ format: 'der', type: 'pkcs8' }).toString('base64');

export const parsePrivateKeyText = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });

export const writeIdentity = (path: string, identity: Identity): Promise<void> =>
  writeAtomically(
    path,
    `${JSON.stringify({ version: 1, ...identity, privateKey: toPrivateKeyText(identity.privateKey) }, undefined, 2)}\n`,
  );

/** Undefined before registration. A damaged file throws: making a new identity silently would lose the appliance. */
export const readIdentity = async (path: string): Promise<Identity | undefined> => {
  const content = await readJsonFile(path);
  if (content === undefined) return undefined;
  const { version: _, ...stored } = identityFile.parse(content);
  await chmod(path, 0o600);
  return { ...stored, privateKey: parsePrivateKeyText(stored.privateKey) };
};
