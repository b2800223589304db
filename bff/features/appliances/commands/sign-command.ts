import { sign } from 'node:crypto';
import { COMMAND_TYPE, type CommandClaims } from '#protocol/command';
import type { PlatformKey } from '../platform-key-store.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The command as it travels: a compact JWS (RFC 7515 §7.1) that only the platform can make. */
export function signCommand(claims: CommandClaims, { privateKey, publicKey }: PlatformKey): string {
  const signed = `${encode({ alg: 'EdDSA', typ: COMMAND_TYPE, kid: publicKey })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}
