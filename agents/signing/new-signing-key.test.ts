import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { newSigningKey, toPublicKey, toPublicKeyHex } from './new-signing-key.ts';

test('a new key signs, and what it says of its public half verifies', () => {
  const key = newSigningKey();
  const data = Buffer.from('reboot');
  const x = toPublicKey(key);
  const known = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  expect(verify(null, data, known, sign(null, data, key))).toBe(true);
  expect(toPublicKeyHex(key)).toBe(known.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'));
});

test('a key comes back from its text, and no two are alike', () => {
  const key = newSigningKey();
  const text = key.export({ format: 'pem', type: 'pkcs8' });
  expect(toPublicKey(createPrivateKey(text))).toBe(toPublicKey(key));
  expect(toPublicKey(newSigningKey())).not.toBe(toPublicKey(key));
});
