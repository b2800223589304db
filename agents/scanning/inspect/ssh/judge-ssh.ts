import type { Finding } from '#protocol/report';
import { type FindingKey, finding } from '../../finding-catalogue.ts';
import type { SshOffer } from './read-kexinit.ts';

// RFC 9142 §4: SHOULD NOT and MUST NOT.
const WEAK_KEX = /^(diffie-hellman-group1-sha1|diffie-hellman-group-exchange-sha1|rsa1024-sha1|gss-(gex|group1)-sha1-.*)$/;
const WEAK_HOST_KEY = /^(ssh-dss|ssh-rsa)(-cert-v0[01]@openssh\.com)?$/;
const WEAK_CIPHER = /^(none|arcfour.*|des-cbc.*|.*-cbc(@.*)?|rijndael-cbc@lysator\.liu\.se)$/;
const WEAK_MAC = /^(none|hmac-md5.*|hmac-sha1-96.*|hmac-ripemd160.*)$/;

const RULES: readonly (readonly [FindingKey, keyof SshOffer, RegExp])[] = [
  ['ssh-weak-key-exchange', 'keyExchange', WEAK_KEX],
  ['ssh-weak-host-key', 'hostKeys', WEAK_HOST_KEY],
  ['ssh-weak-cipher', 'ciphers', WEAK_CIPHER],
  ['ssh-weak-mac', 'macs', WEAK_MAC],
];

const CHACHA = 'chacha20-poly1305@openssh.com';
const STRICT = 'kex-strict-s-v00@openssh.com';

/** CVE-2023-48795: a vulnerable cipher mode is offered, and the server does not announce strict key exchange. */
const terrapin = (offer: SshOffer): readonly string[] => {
  if (offer.keyExchange.includes(STRICT)) return [];
  const cbc = offer.ciphers.filter((cipher) => /-cbc(@|$)/.test(cipher));
  const etm = offer.macs.filter((mac) => mac.endsWith('-etm@openssh.com'));
  return [...offer.ciphers.filter((cipher) => cipher === CHACHA), ...(cbc.length > 0 && etm.length > 0 ? [...cbc, ...etm] : [])];
};

/** The weaknesses that follow from what a server offers. */
export const judgeSshOffer = (offer: SshOffer, port: number): Finding[] => {
  const findings = RULES.flatMap(([key, part, weak]) => {
    const names = offer[part].filter((name) => weak.test(name));
    return names.length === 0 ? [] : [finding(key, port, `Offered: ${names.join(', ')}`)];
  });
  const affected = terrapin(offer);
  if (affected.length === 0) return findings;
  return [...findings, finding('ssh-terrapin', port, `Offered without strict key exchange: ${affected.join(', ')}`)];
};

/** RFC 4253 §5.1: 1.99 means that protocol 1 is spoken beside protocol 2. */
export const judgeSshIdentification = (line: string, port: number): Finding[] =>
  /^SSH-1\./.test(line) ? [finding('ssh-protocol-1', port, `The server identifies itself as ${line}`)] : [];
