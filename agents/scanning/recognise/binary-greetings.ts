import { cleanText } from '../clean-text.ts';
import { composeCpe, type Recognised } from './products.ts';

const ERROR_PACKET = 0xff;
const PROTOCOL_10 = 0x0a;

const versionOfMysql = (greeting: string): Recognised => {
  const maria = /^(?:5\.5\.5-)?((\d[\d.]*)-MariaDB.*)/i.exec(greeting);
  // The revision of the distribution stays in the version: it decides what is fixed.
  const version = cleanText(maria?.[1] ?? greeting, 100);
  return maria
    ? { name: 'mysql', product: 'MariaDB', version, cpe: composeCpe('mariadb:mariadb', maria[2]) }
    : { name: 'mysql', product: 'MySQL', version, cpe: composeCpe('oracle:mysql', version) };
};

/** MySQL client/server protocol, initial handshake: 3 bytes length, sequence 0, protocol 10, version up to a zero byte. */
export const recogniseMysql = (bytes: Buffer): Recognised | undefined => {
  if (bytes.length < 6 || bytes[3] !== 0) return undefined;
  const length = bytes.readUIntLE(0, 3);
  if (length < 6 || length > 1024 || bytes.length < 4 + Math.min(length, 8)) return undefined;
  if (bytes[4] === ERROR_PACKET) return /MySQL|MariaDB|Host /.test(bytes.toString('latin1')) ? { name: 'mysql' } : undefined;
  const end = bytes.indexOf(0, 5);
  if (bytes[4] !== PROTOCOL_10 || end < 0) return undefined;
  const version = bytes.toString('latin1', 5, end);
  return /^\d+\.\d/.test(version) ? versionOfMysql(version) : undefined;
};

const IAC = 0xff;

/** RFC 854: a telnet server begins with IAC and WILL, WON'T, DO or DON'T (251–254). */
export const isTelnet = (bytes: Buffer): boolean => bytes[0] === IAC && (bytes[1] ?? 0) >= 251 && (bytes[1] ?? 0) <= 254;
