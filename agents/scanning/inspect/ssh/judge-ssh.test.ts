import { expect, test } from 'vitest';
import { judgeSshIdentification, judgeSshOffer } from './judge-ssh.ts';
import { isPacketComplete, readKexinit, type SshOffer } from './read-kexinit.ts';

const list = (names: readonly string[]): Buffer => {
  const text = Buffer.from(names.join(','));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text]);
};

const packet = (offer: SshOffer): Buffer => {
  const { keyExchange, hostKeys, ciphers, macs } = offer;
  const lists = [keyExchange, hostKeys, ciphers, ciphers, macs, macs, ['none'], ['none'], [], []].map(list);
  const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16, 7), ...lists, Buffer.alloc(5)]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + 4);
  head[4] = 4;
  return Buffer.concat([head, payload, Buffer.alloc(4)]);
};

const modern: SshOffer = {
  keyExchange: ['curve25519-sha256', 'kex-strict-s-v00@openssh.com'],
  hostKeys: ['ssh-ed25519', 'rsa-sha2-512'],
  ciphers: ['chacha20-poly1305@openssh.com', 'aes256-gcm@openssh.com'],
  macs: ['hmac-sha2-256-etm@openssh.com'],
};

const judge = (change: Partial<SshOffer>) => judgeSshOffer({ ...modern, ...change }, 22).map(({ key, evidence }) => [key, evidence]);

test('what is written is read', () => {
  expect(readKexinit(packet(modern))).toEqual(modern);
});

test('every cut of a packet, and every lie about a length, is refused without a crash', () => {
  const whole = packet(modern);
  for (let end = 0; end < whole.length; end++) expect(readKexinit(whole.subarray(0, end))).toBeUndefined();
  for (const at of [22, 23, 24, 25]) {
    const lying = Buffer.from(whole);
    lying[at] = 0xff;
    expect(readKexinit(lying)).toBeUndefined();
  }
  expect(isPacketComplete(Buffer.from([0xff, 0xff, 0xff, 0xff]))).toBe(true);
  expect(isPacketComplete(whole.subarray(0, -1))).toBe(false);
});

test('a present-day server has no weakness', () => {
  expect(judge({})).toEqual([]);
});

test.each([
  [
    { keyExchange: ['diffie-hellman-group1-sha1', 'kex-strict-s-v00@openssh.com'] },
    'ssh-weak-key-exchange',
    'Offered: diffie-hellman-group1-sha1',
  ],
  [{ hostKeys: ['ssh-rsa', 'ssh-dss', 'rsa-sha2-256'] }, 'ssh-weak-host-key', 'Offered: ssh-rsa, ssh-dss'],
  [{ ciphers: ['aes128-ctr', '3des-cbc', 'arcfour'] }, 'ssh-weak-cipher', 'Offered: 3des-cbc, arcfour'],
  [{ macs: ['hmac-md5', 'hmac-sha1-96', 'hmac-sha2-256'] }, 'ssh-weak-mac', 'Offered: hmac-md5, hmac-sha1-96'],
])('%j', (change, key, evidence) => {
  expect(judge(change)).toEqual([[key, evidence]]);
});

test.each([
  ['ChaCha20-Poly1305', {}, true],
  ['CBC with encrypt-then-MAC', { ciphers: ['aes128-cbc'] }, true],
  ['CBC without encrypt-then-MAC', { ciphers: ['aes128-cbc'], macs: ['hmac-sha2-256'] }, false],
  ['counter mode with encrypt-then-MAC', { ciphers: ['aes128-ctr'] }, false],
])('Terrapin without strict key exchange: %s', (_name, change, affected) => {
  const findings = judgeSshOffer({ ...modern, keyExchange: ['curve25519-sha256'], ...change }, 22);
  expect(findings.some(({ cves }) => cves.includes('CVE-2023-48795'))).toBe(affected);
});

test('protocol 1 is told by the identification', () => {
  expect(judgeSshIdentification('SSH-1.99-x', 22)).toHaveLength(1);
  expect(judgeSshIdentification('SSH-2.0-x', 22)).toEqual([]);
});
