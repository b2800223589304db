import { expect, test } from 'vitest';
import type { CertificateFacts } from './certificate-facts.ts';
import { judgeCertificate } from './judge-certificate.ts';

const DAY = 24 * 60 * 60 * 1000;
const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2027, 0, 1);

const good: CertificateFacts = {
  subject: 'CN=a.example',
  issuer: 'CN=Example CA',
  validFrom: FROM,
  validTo: TO,
  selfSigned: false,
  keyType: 'rsa',
  keyBits: 2048,
  signatureOid: '1.2.840.113549.1.1.11',
  namesHost: true,
};

const keys = (change: Partial<CertificateFacts>, now = FROM + DAY) =>
  judgeCertificate({ ...good, ...change }, 443, now).map(({ key }) => key);

test.each([
  ['one millisecond before it begins', FROM - 1, ['tls-certificate-not-yet-valid']],
  ['the moment it begins', FROM, []],
  ['thirty days before its end', TO - 30 * DAY, []],
  ['a little less than thirty days before its end', TO - 30 * DAY + 1, ['tls-certificate-expires-soon']],
  ['the moment it ends', TO, ['tls-certificate-expires-soon']],
  ['one millisecond after its end', TO + 1, ['tls-certificate-expired']],
])('%s', (_name, now, expected) => {
  expect(keys({}, now)).toEqual(expected);
});

test('a certificate for 9 days expires soon only in its last third', () => {
  expect(keys({ validTo: FROM + 9 * DAY }, FROM + 5 * DAY)).toEqual([]);
  expect(keys({ validTo: FROM + 9 * DAY }, FROM + 7 * DAY)).toEqual(['tls-certificate-expires-soon']);
});

test.each([
  [{ selfSigned: true }, ['tls-certificate-self-signed']],
  [{ namesHost: false }, ['tls-certificate-name-mismatch']],
  [{ namesHost: undefined }, []],
  [{ keyBits: 1024 }, ['tls-certificate-weak-key']],
  [{ keyType: 'ec', keyBits: 192 }, ['tls-certificate-weak-key']],
  [{ keyType: 'ec', keyBits: 256 }, []],
  [{ keyType: 'ed25519', keyBits: undefined }, []],
  [{ signatureOid: '1.2.840.113549.1.1.5' }, ['tls-certificate-weak-signature']],
  [{ signatureOid: '1.2.840.113549.1.1.5', selfSigned: true }, ['tls-certificate-self-signed']],
])('%j', (change, expected) => {
  expect(keys(change)).toEqual(expected);
});

test('the evidence names subject, issuer, dates and key', () => {
  expect(judgeCertificate(good, 443, TO + DAY)[0]?.evidence).toBe(
    'Subject CN=a.example; issuer CN=Example CA; valid from 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z; RSA key of 2048 bits.',
  );
});
