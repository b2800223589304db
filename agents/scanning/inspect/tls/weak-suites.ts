import type { FindingKey } from '../../finding-catalogue.ts';

/** Suites that are weak for one reason, by IANA number. */
export interface SuiteClass {
  readonly key: FindingKey;
  readonly suites: Readonly<Record<number, string>>;
  /** Suites from before TLS 1.1 (RFC 4346 §A.5) are asked for with TLS 1.0 where it is accepted. */
  readonly old?: true;
}

/** IANA “TLS Cipher Suites”, grouped. One accepted suite of a class is proof enough. */
export const WEAK_SUITES: readonly SuiteClass[] = [
  {
    key: 'tls-cipher-null',
    suites: {
      1: 'RSA_WITH_NULL_MD5',
      2: 'RSA_WITH_NULL_SHA',
      59: 'RSA_WITH_NULL_SHA256',
      49168: 'ECDHE_RSA_WITH_NULL_SHA',
      49158: 'ECDHE_ECDSA_WITH_NULL_SHA',
      49173: 'ECDH_anon_WITH_NULL_SHA',
    },
  },
  {
    key: 'tls-cipher-anonymous',
    suites: {
      24: 'DH_anon_WITH_RC4_128_MD5',
      27: 'DH_anon_WITH_3DES_EDE_CBC_SHA',
      52: 'DH_anon_WITH_AES_128_CBC_SHA',
      58: 'DH_anon_WITH_AES_256_CBC_SHA',
      108: 'DH_anon_WITH_AES_128_CBC_SHA256',
      109: 'DH_anon_WITH_AES_256_CBC_SHA256',
      166: 'DH_anon_WITH_AES_128_GCM_SHA256',
      167: 'DH_anon_WITH_AES_256_GCM_SHA384',
      49174: 'ECDH_anon_WITH_RC4_128_SHA',
      49175: 'ECDH_anon_WITH_3DES_EDE_CBC_SHA',
      49176: 'ECDH_anon_WITH_AES_128_CBC_SHA',
      49177: 'ECDH_anon_WITH_AES_256_CBC_SHA',
    },
  },
  {
    key: 'tls-cipher-export',
    old: true,
    suites: {
      3: 'RSA_EXPORT_WITH_RC4_40_MD5',
      6: 'RSA_EXPORT_WITH_RC2_CBC_40_MD5',
      8: 'RSA_EXPORT_WITH_DES40_CBC_SHA',
      17: 'DHE_DSS_EXPORT_WITH_DES40_CBC_SHA',
      20: 'DHE_RSA_EXPORT_WITH_DES40_CBC_SHA',
    },
  },
  {
    key: 'tls-cipher-des',
    old: true,
    suites: { 9: 'RSA_WITH_DES_CBC_SHA', 18: 'DHE_DSS_WITH_DES_CBC_SHA', 21: 'DHE_RSA_WITH_DES_CBC_SHA' },
  },
  {
    key: 'tls-cipher-rc4',
    suites: {
      4: 'RSA_WITH_RC4_128_MD5',
      5: 'RSA_WITH_RC4_128_SHA',
      49159: 'ECDHE_ECDSA_WITH_RC4_128_SHA',
      49169: 'ECDHE_RSA_WITH_RC4_128_SHA',
    },
  },
  {
    key: 'tls-cipher-3des',
    suites: {
      10: 'RSA_WITH_3DES_EDE_CBC_SHA',
      19: 'DHE_DSS_WITH_3DES_EDE_CBC_SHA',
      22: 'DHE_RSA_WITH_3DES_EDE_CBC_SHA',
      49160: 'ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA',
      49170: 'ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
    },
  },
  {
    key: 'tls-cipher-no-forward-secrecy',
    suites: {
      47: 'RSA_WITH_AES_128_CBC_SHA',
      53: 'RSA_WITH_AES_256_CBC_SHA',
      60: 'RSA_WITH_AES_128_CBC_SHA256',
      61: 'RSA_WITH_AES_256_CBC_SHA256',
      156: 'RSA_WITH_AES_128_GCM_SHA256',
      157: 'RSA_WITH_AES_256_GCM_SHA384',
      65: 'RSA_WITH_CAMELLIA_128_CBC_SHA',
      132: 'RSA_WITH_CAMELLIA_256_CBC_SHA',
    },
  },
];

/** CVE-2015-4000 (Logjam) is about servers that accept DHE_EXPORT. */
const LOGJAM = new Set([0x11, 0x14]);

export const cvesOfSuite = (suite: number): readonly string[] => (LOGJAM.has(suite) ? ['CVE-2015-4000'] : []);

const RC4 = new Set([0x03, 0x04, 0x05, 0x18, 0xc007, 0xc011, 0xc016]);
const NULL_SUITES = new Set([1, 2]);

/** In SSL 3.0 everything that is neither a stream cipher nor NULL is CBC: open to POODLE. */
export const isCbcInSslv3 = (suite: number): boolean => !RC4.has(suite) && !NULL_SUITES.has(suite);

/** Suites that old versions choose and that are not weak by themselves. */
const OTHER_NAMES: Readonly<Record<number, string>> = {
  51: 'DHE_RSA_WITH_AES_128_CBC_SHA',
  57: 'DHE_RSA_WITH_AES_256_CBC_SHA',
  49161: 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  49162: 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  49171: 'ECDHE_RSA_WITH_AES_128_CBC_SHA',
  49172: 'ECDHE_RSA_WITH_AES_256_CBC_SHA',
};

export const suiteName = (suite: number): string => {
  const named = WEAK_SUITES.find(({ suites }) => suite in suites)?.suites[suite] ?? OTHER_NAMES[suite];
  return `${named ? `TLS_${named}` : 'suite'} (0x${suite.toString(16).padStart(4, '0')})`;
};
