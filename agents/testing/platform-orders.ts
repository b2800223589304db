import { type KeyObject, randomUUID, sign } from 'node:crypto';
import type { CommandClaims } from '../protocol/command.ts';
import { newSigningKey, toPublicKey } from '../signing/new-signing-key.ts';
import { APPLIANCE_ID } from './fake-platform.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs as a platform does; `header` in place of the right one. */
export const signOrder = (claims: object, key: KeyObject, header: object = { alg: 'EdDSA', typ: 'job+jws' }): string => {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
};

export const newPlatformKey = () => {
  const privateKey = newSigningKey();
  return { privateKey, platformKey: toPublicKey(privateKey) };
};

/** Claims of a command for the appliance of the tests, good for an hour. */
export const claimsOf = (more: Partial<CommandClaims> & Pick<CommandClaims, 'kind'>, now = Date.now()): CommandClaims => ({
  ...{ jti: randomUUID(), aud: APPLIANCE_ID, iat: Math.floor(now / 1000), exp: Math.floor(now / 1000) + 3600 },
  ...more,
});
