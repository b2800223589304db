import { findingKinds } from './finding-kind.ts';

const RENEW = 'Install a certificate from an authority that the clients trust, and renew it automatically before it expires.';
const CIPHERS =
  'Allow only suites with forward secrecy and AES-GCM or ChaCha20-Poly1305, as in the “intermediate” configuration of RFC 9325.';

/** Certificates, protocol versions and cipher suites. */
export const TLS_FINDINGS = findingKinds({
  'tls-certificate-expired': { severity: 3, title: 'TLS certificate has expired', solution: RENEW },
  'tls-certificate-not-yet-valid': {
    severity: 3,
    title: 'TLS certificate is not valid yet',
    solution: 'Check the clock of the server and the dates of the certificate; install one that is valid now.',
  },
  'tls-certificate-expires-soon': { severity: 1, title: 'TLS certificate expires within 30 days', solution: RENEW },
  'tls-certificate-self-signed': {
    severity: 2,
    title: 'TLS certificate is self-signed',
    solution:
      'Install a certificate from an authority that the clients trust: with a self-signed one they cannot tell the server from an impostor.',
  },
  'tls-certificate-name-mismatch': {
    severity: 2,
    title: 'TLS certificate does not name the host',
    solution: 'Install a certificate whose subject alternative names contain the name under which the host is used.',
  },
  'tls-certificate-weak-key': {
    severity: 3,
    title: 'TLS certificate has a weak key',
    solution: 'Make a new key (RSA with at least 2048 bits, or ECDSA P-256) and have the certificate issued again.',
  },
  'tls-certificate-weak-signature': {
    severity: 3,
    title: 'TLS certificate is signed with a broken hash',
    solution: 'Have the certificate issued again with a SHA-256 signature: collisions of MD5 and SHA-1 allow forged certificates.',
  },
  // Every SSL 3.0 suite that is left in practice is CBC (POODLE) or RC4.
  'tls-protocol-sslv3': {
    severity: 4,
    title: 'SSL 3.0 is accepted',
    solution: 'Switch SSL 3.0 off (RFC 7568); allow TLS 1.2 and TLS 1.3 only.',
  },
  'tls-protocol-tls10': {
    severity: 3,
    title: 'TLS 1.0 is accepted',
    solution: 'Switch TLS 1.0 off (RFC 8996); allow TLS 1.2 and TLS 1.3 only.',
  },
  'tls-protocol-tls11': {
    severity: 3,
    title: 'TLS 1.1 is accepted',
    solution: 'Switch TLS 1.1 off (RFC 8996); allow TLS 1.2 and TLS 1.3 only.',
  },
  'tls-cipher-null': { severity: 4, title: 'TLS without encryption is accepted', solution: `Remove all NULL suites. ${CIPHERS}` },
  'tls-cipher-anonymous': {
    severity: 4,
    title: 'TLS without server authentication is accepted',
    solution: `Remove all anonymous suites. ${CIPHERS}`,
  },
  'tls-cipher-export': { severity: 4, title: 'Export-grade TLS ciphers are accepted', solution: `Remove all EXPORT suites. ${CIPHERS}` },
  'tls-cipher-des': { severity: 4, title: 'Single DES is accepted for TLS', solution: `Remove all DES suites (56-bit keys). ${CIPHERS}` },
  'tls-cipher-rc4': {
    severity: 3,
    title: 'RC4 is accepted for TLS',
    solution: `Remove all RC4 suites (RFC 7465). ${CIPHERS}`,
    cves: ['CVE-2013-2566', 'CVE-2015-2808'],
  },
  'tls-cipher-3des': {
    severity: 3,
    title: 'Triple DES is accepted for TLS',
    solution: `Remove all 3DES suites: 64-bit blocks repeat within hours of traffic. ${CIPHERS}`,
    cves: ['CVE-2016-2183'],
  },
  'tls-cipher-no-forward-secrecy': {
    severity: 2,
    title: 'TLS suites without forward secrecy are accepted',
    solution: `Remove the suites with RSA key exchange: who gets the key later reads all recorded traffic. ${CIPHERS}`,
  },
});
