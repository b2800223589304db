import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** What the inspector needs to know of a certificate, without the certificate. Instants in epoch milliseconds. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly selfSigned: boolean;
  readonly keyType: string;
  /** Bits of the modulus, or of the curve. */
  readonly keyBits: number | undefined;
  /** OID of the signature algorithm, dotted. */
  readonly signatureOid: string | undefined;
  /** Whether it names the host; `undefined` when the host was not given by name. */
  readonly namesHost: boolean | undefined;
}

/** One DER element: where its content begins and where it ends (exclusive). */
const element = (der: Buffer, at: number): { start: number; end: number } | undefined => {
  const first = der[at + 1];
  if (first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || at + 2 + lengthBytes > der.length) return undefined;
  const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
  const start = at + 2 + lengthBytes;
  return start + length <= der.length ? { start, end: start + length } : undefined;
};

const dotted = (oid: Buffer): string => {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of oid) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(value);
    value = 0;
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
};

/** RFC 5280 §4.1: SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OID, … }, … }. */
export const signatureOidOf = (der: Buffer): string | undefined => {
  const certificate = element(der, 0);
  const signed = certificate && element(der, certificate.start);
  const algorithm = signed && element(der, signed.end);
  const oid = algorithm && element(der, algorithm.start);
  return oid && dotted(der.subarray(oid.start, oid.end));
};

const CURVE_BITS: Readonly<Record<string, number>> = { prime192v1: 192, secp224r1: 224, prime256v1: 256, secp384r1: 384, secp521r1: 521 };

const isSelfSigned = (certificate: X509Certificate): boolean => {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    // A key that cannot even verify: subject and issuer are the same all the same.
    return true;
  }
};

const keyOf = (certificate: X509Certificate): Pick<CertificateFacts, 'keyType' | 'keyBits'> => {
  try {
    const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = certificate.publicKey;
    return {
      keyType: asymmetricKeyType,
      keyBits: asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[asymmetricKeyDetails?.namedCurve ?? ''],
    };
  } catch {
    return { keyType: 'unknown', keyBits: undefined };
  }
};

const oneLine = (name: string): string => name.split('\n').join(', ');

export const toCertificateFacts = (certificate: X509Certificate, hostname: string | undefined): CertificateFacts => ({
  subject: oneLine(certificate.subject),
  issuer: oneLine(certificate.issuer),
  validFrom: Date.parse(certificate.validFrom),
  validTo: Date.parse(certificate.validTo),
  selfSigned: isSelfSigned(certificate),
  ...keyOf(certificate),
  signatureOid: signatureOidOf(certificate.raw),
  namesHost: hostname === undefined || isIP(hostname) !== 0 ? undefined : certificate.checkHost(hostname.replace(/\.$/, '')) !== undefined,
});
