import { randomBytes } from 'node:crypto';
import { composeClientHello } from '../network/client-hello.ts';
import { composeMongoCommand, isMongoReply } from '../network/mongo-message.ts';
import { composeCpe, type Recognised } from './products.ts';

/** One harmless question to a service that does not speak first. */
export interface LightProbe {
  readonly name: string;
  /** Asked first on these ports. */
  readonly ports: readonly number[];
  readonly question: (host: string) => Buffer;
  /** The answer so far → what it is; `undefined` as long as it is not recognised. */
  readonly recognise: (answer: Buffer) => (Recognised & { readonly tls?: true }) | undefined;
}

const text = (bytes: Buffer): string => bytes.toString('latin1');

const HTTP_PORTS = [80, 81, 591, 2375, 3000, 5000, 5601, 5985, 8000, 8008, 8080, 8081, 8088, 8888, 9000, 9090, 9200, 15672];
const TLS_PORTS = [443, 465, 636, 853, 990, 993, 995, 2376, 3269, 4443, 5061, 5671, 5986, 6443, 8443, 8883, 9443, 10250];

const http: LightProbe = {
  name: 'http',
  ports: HTTP_PORTS,
  question: (host) => Buffer.from(`GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Watchbill\r\nAccept: */*\r\nConnection: close\r\n\r\n`),
  recognise: (answer) => (/^HTTP\/1\.[01] \d{3}/.test(text(answer)) ? { name: 'http' } : undefined),
};

const HANDSHAKE = 22;
const ALERT = 21;

/** A TLS record (RFC 8446 §5.1) that is a handshake or an alert: whatever it says, it is TLS. */
export const looksLikeTls = (answer: Buffer): boolean =>
  answer.length >= 5 && (answer[0] === HANDSHAKE || answer[0] === ALERT) && answer[1] === 3 && (answer[2] ?? 9) <= 4;

const tls: LightProbe = {
  name: 'tls',
  ports: TLS_PORTS,
  question: () => composeClientHello({ version: 'TLSv1.2', ciphers: 'common', random: randomBytes(32) }),
  recognise: (answer) => (looksLikeTls(answer) ? { name: 'ssl', tls: true } : undefined),
};

const redis: LightProbe = {
  name: 'redis',
  ports: [6379, 6380, 26379],
  question: () => Buffer.from('*1\r\n$4\r\nPING\r\n'),
  recognise: (answer) =>
    /^(\+PONG|-NOAUTH|-DENIED Redis|-ERR operation not permitted)/.test(text(answer))
      ? { name: 'redis', product: 'Redis key-value store' }
      : undefined,
};

const memcached: LightProbe = {
  name: 'memcached',
  ports: [11211],
  question: () => Buffer.from('version\r\n'),
  recognise: (answer) => {
    const version = /^VERSION (\d[\w.]*)/.exec(text(answer))?.[1];
    return version === undefined
      ? undefined
      : { name: 'memcached', product: 'Memcached', version, cpe: composeCpe('memcached:memcached', version) };
  },
};

// PostgreSQL protocol, SSLRequest: the only answers are one byte S or N.
const postgres: LightProbe = {
  name: 'postgresql',
  ports: [5432, 5433],
  question: () => Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]),
  recognise: (answer) =>
    answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e)
      ? { name: 'postgresql', product: 'PostgreSQL DB', cpe: 'cpe:/a:postgresql:postgresql' }
      : undefined,
};

// MS-RDPBCGR 2.2.1.1: TPKT, X.224 connection request; the answer is a connection confirm (0xD0).
const rdp: LightProbe = {
  name: 'ms-wbt-server',
  ports: [3389],
  question: () => Buffer.from('030000130ee000000000000100080003000000', 'hex'),
  recognise: (answer) =>
    answer[0] === 3 && answer[1] === 0 && answer[5] === 0xd0
      ? { name: 'ms-wbt-server', product: 'Microsoft Terminal Services' }
      : undefined,
};

// RFC 1035 §4.2.2: two bytes length, id 0x5742, version.bind CH TXT. Any answer with the same id is DNS.
const dns: LightProbe = {
  name: 'domain',
  ports: [53],
  question: () => Buffer.from('001e5742000000010000000000000776657273696f6e0462696e640000100003', 'hex'),
  recognise: (answer) => {
    if (answer.length < 14 || answer.readUInt16BE(2) !== 0x5742 || ((answer[4] ?? 0) & 0x80) === 0) return undefined;
    const version = /BIND (\d[\w.~+-]*)|^.*?(9\.\d+\.\d+[\w.~+-]*)/.exec(text(answer.subarray(14)));
    const number = version?.[1] ?? version?.[2];
    return number === undefined
      ? { name: 'domain' }
      : { name: 'domain', product: 'ISC BIND', version: number, cpe: composeCpe('isc:bind', /^[\w.]+/.exec(number)?.[0]) };
  },
};

const mongodb: LightProbe = {
  name: 'mongodb',
  ports: [27017, 27018],
  question: () => composeMongoCommand('hello'),
  recognise: (answer) => (isMongoReply(answer) ? { name: 'mongodb', product: 'MongoDB' } : undefined),
};

const PROBES: readonly LightProbe[] = [http, tls, redis, memcached, postgres, rdp, dns, mongodb];
const GENERAL: readonly LightProbe[] = [http, tls];

/** True where the service waits for the client: listening for a greeting first would only cost time. */
export const speaksSecond = (port: number): boolean => PROBES.some(({ ports }) => ports.includes(port));

/** What to ask on a silent port, in order: what belongs to the port, then HTTP and TLS, then (thorough) everything else. */
export const probesFor = (port: number, thorough: boolean): readonly LightProbe[] => {
  const own = PROBES.filter((probe) => probe.ports.includes(port));
  return [...new Set([...own, ...GENERAL, ...(thorough ? PROBES : [])])];
};
