import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { tokenClaims } from '../protocol/token.ts';
import { createPrivateIdentityKey } from './identity-file.ts';
import { signToken } from './token.ts';

const NOW = 1_764_000_000_500;
const signer = { applianceId: '0192f000-0000-7000-8000-000000000001', privateKey: createPrivateIdentityKey() };
const publicKey = createPublicKey(signer.privateKey);

test('another implementation verifies the token and finds it bound to method, path and body', async () => {
  const jti = randomUUID();
  const token = signToken(signer, { method: 'POST', path: '/agent/v1/poll', body: '{"a":"ü"}' }, NOW, jti);
  const { payload, protectedHeader } = await jwtVerify(token, publicKey, { algorithms: ['EdDSA'], currentDate: new Date(NOW) });
  expect(protectedHeader.alg).toBe('EdDSA');
  expect(tokenClaims.parse(payload)).toEqual({
    sub: signer.applianceId,
    iat: 1_764_000_000,
    exp: 1_764_000_060,
    jti,
    htm: 'POST',
    htu: '/agent/v1/poll',
    bsh: createHash('sha256').update('{"a":"ü"}', 'utf8').digest('base64url'),
  });
});

test('a token that was altered or signed by another key is worth nothing', async () => {
  const token = signToken(signer, { method: 'GET', path: '/x', body: '' }, NOW, randomUUID());
  const [header, payload = '', signature] = token.split('.');
  const altered = Buffer.from(payload, 'base64url').toString().replace('/x', '/y');
  const options = { currentDate: new Date(NOW) };
  await expect(jwtVerify(`${header}.${Buffer.from(altered).toString('base64url')}.${signature}`, publicKey, options)).rejects.toThrow(
    'signature',
  );
  await expect(jwtVerify(token, createPublicKey(createPrivateIdentityKey()), options)).rejects.toThrow('signature');
});
