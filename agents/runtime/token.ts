import { createHash, type KeyObject, sign } from 'node:crypto';
import { TOKEN_LIFETIME_SECONDS, type TokenClaims } from '../protocol/token.ts';

export interface TokenRequest {
  readonly method: 'GET' | 'POST';
  /** Without query. */
  readonly path: string;
  readonly body: string;
}

export interface TokenSigner {
  readonly applianceId: string;
  readonly privateKey: KeyObject;
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token for one request. `platformNow` is epoch ms of the platform; `tokenId` must be new every time. */
export const signToken = (signer: TokenSigner, request: TokenRequest, platformNow: number, tokenId: string): string => {
  const issuedAt = Math.floor(platformNow / 1000);
  const claims: TokenClaims = {
    sub: signer.applianceId,
    iat: issuedAt,
    exp: issuedAt + TOKEN_LIFETIME_SECONDS,
    jti: tokenId,
    htm: request.method,
    htu: request.path,
    bsh: createHash('sha256').update(request.body).digest('base64url'),
  };
  const signed = `${base64url({ alg: 'EdDSA', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), signer.privateKey).toString('base64url')}`;
};
