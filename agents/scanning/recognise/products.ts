import { cleanText } from '../clean-text.ts';

/** What was recognised behind a port, in the words of the IANA registry and of the vendor. */
export interface Recognised {
  readonly name: string;
  readonly product?: string;
  readonly version?: string;
  readonly cpe?: string;
  readonly operatingSystem?: string;
}

interface ProductRule {
  readonly name: string;
  /** Matched against the greeting or the `Server` header; group 1 is the version. */
  readonly pattern: RegExp;
  readonly product: string;
  /** `vendor:product` of the official CPE dictionary. */
  readonly cpe?: string;
  readonly operatingSystem?: string;
}

// The first rule that matches wins: the special ones stand before the general ones.
const GREETINGS: readonly ProductRule[] = [
  {
    name: 'ssh',
    pattern: /^SSH-[\d.]+-OpenSSH_for_Windows_(\S+)/,
    product: 'OpenSSH for Windows',
    cpe: 'openbsd:openssh',
    operatingSystem: 'Windows',
  },
  { name: 'ssh', pattern: /^SSH-[\d.]+-OpenSSH_([^\r\n]+)/, product: 'OpenSSH', cpe: 'openbsd:openssh' },
  { name: 'ssh', pattern: /^SSH-[\d.]+-dropbear_?(\S*)/, product: 'Dropbear sshd', cpe: 'dropbear_ssh_project:dropbear_ssh' },
  { name: 'ssh', pattern: /^SSH-[\d.]+-libssh[-_]?(\d\S*)?/, product: 'libssh', cpe: 'libssh:libssh' },
  { name: 'ssh', pattern: /^SSH-[\d.]+-Cisco-(\S+)/, product: 'Cisco SSH' },
  { name: 'ftp', pattern: /^220[ -].*vsFTPd (\d[\w.]*)/i, product: 'vsftpd', cpe: 'vsftpd_project:vsftpd' },
  { name: 'ftp', pattern: /^220[ -].*ProFTPD ?(\d[\w.]*)?/i, product: 'ProFTPD', cpe: 'proftpd:proftpd' },
  { name: 'ftp', pattern: /^220[ -].*Pure-FTPd ?(\d[\w.]*)?/i, product: 'Pure-FTPd', cpe: 'pureftpd:pure-ftpd' },
  {
    name: 'ftp',
    pattern: /^220[ -].*FileZilla Server (?:version )?(\d[\w.]*)?/i,
    product: 'FileZilla ftpd',
    cpe: 'filezilla-project:filezilla_server',
    operatingSystem: 'Windows',
  },
  {
    name: 'ftp',
    pattern: /^220[ -].*Microsoft FTP Service(?: \(Version (\d[\w.]*)\))?/i,
    product: 'Microsoft ftpd',
    operatingSystem: 'Windows',
  },
  { name: 'smtp', pattern: /^220[ -].*ESMTP Postfix/i, product: 'Postfix smtpd', cpe: 'postfix:postfix' },
  { name: 'smtp', pattern: /^220[ -].*ESMTP Exim (\d[\w.]*)/i, product: 'Exim smtpd', cpe: 'exim:exim' },
  { name: 'smtp', pattern: /^220[ -].*Sendmail (\d[\w.]*)/i, product: 'Sendmail', cpe: 'sendmail:sendmail' },
  { name: 'smtp', pattern: /^220[ -].*ESMTP OpenSMTPD/i, product: 'OpenSMTPD', cpe: 'openbsd:opensmtpd' },
  {
    name: 'smtp',
    pattern: /^220[ -].*Microsoft ESMTP MAIL Service(?:, Version: (\d[\w.]*))?/i,
    product: 'Microsoft ESMTP',
    operatingSystem: 'Windows',
  },
  { name: 'pop3', pattern: /^\+OK .*Dovecot/i, product: 'Dovecot pop3d', cpe: 'dovecot:dovecot' },
  { name: 'imap', pattern: /^\* (?:OK|PREAUTH) .*Dovecot/i, product: 'Dovecot imapd', cpe: 'dovecot:dovecot' },
  { name: 'imap', pattern: /^\* OK .*Courier-IMAP/i, product: 'Courier Imapd' },
  { name: 'imap', pattern: /^\* OK .*Cyrus IMAP v?(\d[\w.]*)?/i, product: 'Cyrus imapd', cpe: 'cyrus:imap' },
  { name: 'rsync', pattern: /^@RSYNCD: (\d[\w.]*)/, product: 'rsync' },
  { name: 'vnc', pattern: /^RFB (\d{3}\.\d{3})/, product: 'VNC' },
];

// A greeting whose protocol is clear and whose product is not.
const PROTOCOLS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'ssh', pattern: /^SSH-\d/ },
  { name: 'smtp', pattern: /^220[ -].*E?SMTP/i },
  { name: 'ftp', pattern: /^220[ -].*FTP/i },
  { name: 'pop3', pattern: /^\+OK/ },
  { name: 'imap', pattern: /^\* (OK|PREAUTH)/ },
  { name: 'http', pattern: /^HTTP\/1\.[01] / },
];

const HTTP_SERVERS: readonly ProductRule[] = [
  { name: 'http', pattern: /^openresty(?:\/(\S+))?/i, product: 'OpenResty web app server', cpe: 'openresty:openresty' },
  { name: 'http', pattern: /^nginx(?:\/(\S+))?/i, product: 'nginx', cpe: 'f5:nginx' },
  { name: 'http', pattern: /^Apache-Coyote/i, product: 'Apache Tomcat/Coyote JSP engine', cpe: 'apache:tomcat' },
  { name: 'http', pattern: /^Apache(?:\/(\S+))?(?: |$)/i, product: 'Apache httpd', cpe: 'apache:http_server' },
  { name: 'http', pattern: /^lighttpd(?:\/(\S+))?/i, product: 'lighttpd', cpe: 'lighttpd:lighttpd' },
  {
    name: 'http',
    pattern: /^Microsoft-IIS(?:\/(\S+))?/i,
    product: 'Microsoft IIS httpd',
    cpe: 'microsoft:internet_information_services',
    operatingSystem: 'Windows',
  },
  { name: 'http', pattern: /^Microsoft-HTTPAPI(?:\/(\S+))?/i, product: 'Microsoft HTTPAPI httpd', operatingSystem: 'Windows' },
  { name: 'http', pattern: /^Jetty\((\S+)\)/i, product: 'Jetty', cpe: 'eclipse:jetty' },
  { name: 'http', pattern: /^Caddy(?:\/(\S+))?/i, product: 'Caddy httpd', cpe: 'caddyserver:caddy' },
  { name: 'http', pattern: /^gunicorn(?:\/(\S+))?/i, product: 'Gunicorn', cpe: 'gunicorn:gunicorn' },
  { name: 'http', pattern: /^Werkzeug\/(\S+)/i, product: 'Werkzeug httpd', cpe: 'palletsprojects:werkzeug' },
  { name: 'http', pattern: /^SimpleHTTP\/(\S+)/i, product: 'SimpleHTTPServer' },
  { name: 'http', pattern: /^Docker\/(\S+)/i, product: 'Docker', cpe: 'docker:docker' },
];

// CPE 2.2 URI binding: only these stand unescaped, so the version is cut at the first other character.
const CPE_VERSION = /^[\w.+~-]+/;

/** `f5:nginx` and `1.22.1` → `cpe:/a:f5:nginx:1.22.1`. */
export const composeCpe = (vendorAndProduct: string, version: string | undefined): string => {
  const plain = version === undefined ? undefined : CPE_VERSION.exec(version)?.[0];
  return `cpe:/a:${vendorAndProduct}${plain === undefined ? '' : `:${plain.toLowerCase()}`}`;
};

/** `9.2p1 Debian-2+deb12u3` → `9.2p1 Debian 2+deb12u3`: written as nmap writes it, so that both engines agree. */
const readVersion = (text: string | undefined): string | undefined => {
  const version = cleanText((text ?? '').replace(/ (Debian|Ubuntu|Raspbian)-/, ' $1 '), 200);
  return version === '' ? undefined : version;
};

const apply = (rule: ProductRule, version: string | undefined): Recognised => ({
  name: rule.name,
  product: rule.product,
  ...(version === undefined ? {} : { version }),
  ...(rule.cpe === undefined ? {} : { cpe: composeCpe(rule.cpe, version) }),
  ...(rule.operatingSystem === undefined ? {} : { operatingSystem: rule.operatingSystem }),
});

const firstMatch = (rules: readonly ProductRule[], text: string): Recognised | undefined => {
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match) return apply(rule, readVersion(match[1]));
  }
  return undefined;
};

/** Linux distributions write their name into banners: `Debian`, `Ubuntu`. */
export const systemInText = (text: string): string | undefined => (/\b(Debian|Ubuntu|Raspbian)\b/.test(text) ? 'Linux' : undefined);

/** A greeting that a service sends without being asked → what it is. `undefined`: not recognised. */
export const recogniseGreeting = (greeting: string): Recognised | undefined => {
  const product = firstMatch(GREETINGS, greeting);
  if (product) return product;
  const protocol = PROTOCOLS.find(({ pattern }) => pattern.test(greeting));
  return protocol && { name: protocol.name };
};

/** The value of an HTTP `Server` header → the product; `undefined` when it names none that is known. */
export const recogniseHttpServer = (server: string): Recognised | undefined => firstMatch(HTTP_SERVERS, server);
