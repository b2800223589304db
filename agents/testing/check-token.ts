import { createHash, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { tokenClaims } from '../protocol/token.ts';

export interface TokenCheck {
  readonly publicKey: string | undefined;
  /** Platform time, epoch ms. */
  readonly now: number;
  readonly seenTokens: Set<string>;
}

const LEEWAY_SECONDS = 30;

/** Why the token of a request is refused, or undefined. */
export const checkToken = (request: IncomingMessage, body: string, check: TokenCheck): string | undefined => {
  const token = request.headers.authorization?.replace(/^Bearer /, '');
  if (!token) return 'token-missing';
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (!check.publicKey) return 'appliance-unknown';
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: check.publicKey }, format: 'jwk' });
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))) return 'token-invalid';
  const claims = tokenClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  const bound = claims.htm === request.method && claims.htu === request.url;
  if (!bound || claims.bsh !== createHash('sha256').update(body).digest('base64url')) return 'token-invalid';
  const seconds = check.now / 1000;
  if (claims.iat > seconds + LEEWAY_SECONDS || claims.exp < seconds - LEEWAY_SECONDS) return 'token-expired';
  if (check.seenTokens.has(claims.jti)) return 'token-replayed';
  check.seenTokens.add(claims.jti);
  return undefined;
};
