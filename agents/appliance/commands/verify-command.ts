import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { COMMAND_TYPE, type CommandClaims, commandClaims } from '../../protocol/command.ts';

export interface CommandCheck {
  /** Learned at registration: raw, base64url. */
  readonly platformKey: string;
  readonly applianceId: string;
  /** Platform time, epoch ms. */
  readonly now: number;
}

export type Verified = { readonly claims: CommandClaims } | { readonly refusal: string };

const header = z.object({ alg: z.literal('EdDSA'), typ: z.literal(COMMAND_TYPE) });

const keyOf = (raw: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });

const parsePart = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const isSigned = (signed: string, signature: string, platformKey: string): boolean => {
  try {
    return verify(null, Buffer.from(signed), keyOf(platformKey), Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
};

/**
 * A command that may be carried out, or why not. What its signature does not cover is not looked at: first who says it, then
 * for whom, until when, and what (RFC 7515 §5.2).
 */
export const verifyCommand = (jws: string, { platformKey, applianceId, now }: CommandCheck): Verified => {
  const [head = '', payload = '', signature = '', ...more] = jws.split('.');
  if (more.length > 0 || !header.safeParse(parsePart(head)).success) return { refusal: 'It is not a signed command.' };
  if (!isSigned(`${head}.${payload}`, signature, platformKey)) return { refusal: 'It is not signed by the platform.' };
  const claims = commandClaims.safeParse(parsePart(payload));
  if (!claims.success)
    return { refusal: `It breaks the protocol: ${claims.error.issues[0]?.path.join('.')}: ${claims.error.issues[0]?.message}` };
  if (claims.data.aud !== applianceId) return { refusal: 'It is for another appliance.' };
  if (claims.data.exp * 1000 <= now) return { refusal: 'It has expired.' };
  return { claims: claims.data };
};
