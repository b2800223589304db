/** Protocol versions that a raw hello can offer. TLS 1.3 is left to the TLS library. */
export type OldTlsVersion = 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2';

export const WIRE_VERSION: Readonly<Record<OldTlsVersion, number>> = { SSLv3: 0x0300, TLSv1: 0x0301, 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303 };

export interface ClientHello {
  readonly version: OldTlsVersion;
  /** IANA numbers in order of preference; `common`: what nearly every server accepts. */
  readonly ciphers: readonly number[] | 'common';
  /** 32 bytes. */
  readonly random: Buffer;
  readonly serverName?: string | undefined;
}

/** ECDHE and DHE with AES, RSA with AES, 3DES: enough to find out which protocol versions are accepted. */
export const COMMON_CIPHERS: readonly number[] = [
  0xc02f, 0xc02b, 0xc030, 0xc02c, 0xcca8, 0xcca9, 0xc027, 0xc023, 0xc013, 0xc009, 0xc014, 0xc00a, 0x009e, 0x009f, 0x0067, 0x0033, 0x0039,
  0x009c, 0x009d, 0x003c, 0x002f, 0x0035, 0x000a, 0xc012, 0xc008, 0x0016, 0x0005, 0x0004,
];

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const sized = (lengthBytes: 1 | 2 | 3, body: Buffer): Buffer => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(body.length, 0, lengthBytes);
  return Buffer.concat([length, body]);
};
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), sized(2, body)]);

// RFC 6066 §3; an IP address is never sent as a name.
const serverName = (name: string): Buffer =>
  extension(0, sized(2, Buffer.concat([Buffer.from([0]), sized(2, Buffer.from(name, 'latin1'))])));

const GROUPS = extension(10, sized(2, Buffer.concat([0x001d, 0x0017, 0x0018, 0x0019].map(u16))));
const POINT_FORMATS = extension(11, sized(1, Buffer.from([0])));
// RFC 5246 §7.4.1.4.1: RSA, ECDSA and DSA with SHA-512 … SHA-1, RSA-PSS, and RSA with MD5.
const SIGNATURES = extension(
  13,
  sized(
    2,
    Buffer.concat([0x0601, 0x0603, 0x0501, 0x0503, 0x0401, 0x0403, 0x0804, 0x0805, 0x0806, 0x0201, 0x0203, 0x0202, 0x0101].map(u16)),
  ),
);

const extensionsOf = (hello: ClientHello): Buffer => {
  if (hello.version === 'SSLv3') return Buffer.alloc(0);
  const name = hello.serverName === undefined ? [] : [serverName(hello.serverName)];
  const signatures = hello.version === 'TLSv1.2' ? [SIGNATURES] : [];
  return sized(2, Buffer.concat([...name, GROUPS, POINT_FORMATS, ...signatures]));
};

/** One TLS record with a ClientHello (RFC 5246 §7.4.1.2). */
export const composeClientHello = (hello: ClientHello): Buffer => {
  const version = u16(WIRE_VERSION[hello.version]);
  const ciphers = hello.ciphers === 'common' ? COMMON_CIPHERS : hello.ciphers;
  const body = Buffer.concat([
    version,
    hello.random,
    sized(1, Buffer.alloc(0)),
    sized(2, Buffer.concat([...ciphers, 0x00ff].map(u16))),
    sized(1, Buffer.from([0])),
    extensionsOf(hello),
  ]);
  const message = Buffer.concat([Buffer.from([1]), sized(3, body)]);
  // The record itself says TLS 1.0 (or SSL 3.0): RFC 5246 appendix E.1.
  return Buffer.concat([Buffer.from([22, 3, hello.version === 'SSLv3' ? 0 : 1]), sized(2, message)]);
};

export type ServerHello = { readonly accepted: true; readonly version: number; readonly cipher: number } | { readonly accepted: false };

/** The first record of the answer. `undefined`: not complete yet, or not TLS. */
export const readServerHello = (answer: Buffer): ServerHello | undefined => {
  if (answer.length < 7) return undefined;
  if (answer[0] === 21) return { accepted: false };
  if (answer[0] !== 22 || answer[5] !== 2 || answer.length < 44) return undefined;
  const sessionBytes = answer[43] ?? 0;
  const cipherAt = 44 + sessionBytes;
  if (answer.length < cipherAt + 2) return undefined;
  return { accepted: true, version: answer.readUInt16BE(9), cipher: answer.readUInt16BE(cipherAt) };
};
