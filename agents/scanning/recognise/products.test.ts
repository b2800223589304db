import { expect, test } from 'vitest';
import { isTelnet, recogniseMysql } from './binary-greetings.ts';
import { officialCpe } from './cpe-names.ts';
import { recogniseGreeting, recogniseHttpServer } from './products.ts';

const line = (found: ReturnType<typeof recogniseGreeting>) => found && [found.name, found.product, found.version, found.cpe];

test.each([
  ['SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n', ['ssh', 'OpenSSH', '9.2p1 Debian 2+deb12u10', 'cpe:/a:openbsd:openssh:9.2p1']],
  ['SSH-2.0-OpenSSH_for_Windows_8.1\r\n', ['ssh', 'OpenSSH for Windows', '8.1', 'cpe:/a:openbsd:openssh:8.1']],
  ['SSH-2.0-dropbear_2022.83\r\n', ['ssh', 'Dropbear sshd', '2022.83', 'cpe:/a:dropbear_ssh_project:dropbear_ssh:2022.83']],
  ['SSH-2.0-Unknown_1\r\n', ['ssh', undefined, undefined, undefined]],
  ['220 (vsFTPd 3.0.3)\r\n', ['ftp', 'vsftpd', '3.0.3', 'cpe:/a:vsftpd_project:vsftpd:3.0.3']],
  ['220 ProFTPD 1.3.8 Server (Debian) [::1]\r\n', ['ftp', 'ProFTPD', '1.3.8', 'cpe:/a:proftpd:proftpd:1.3.8']],
  ['220---------- Welcome to Pure-FTPd [privsep] [TLS]\r\n', ['ftp', 'Pure-FTPd', undefined, 'cpe:/a:pureftpd:pure-ftpd']],
  ['220 mail.example ESMTP Postfix (Debian/GNU)\r\n', ['smtp', 'Postfix smtpd', undefined, 'cpe:/a:postfix:postfix']],
  ['220 mail ESMTP Exim 4.96 Mon, 01 Jan 2026\r\n', ['smtp', 'Exim smtpd', '4.96', 'cpe:/a:exim:exim:4.96']],
  ['+OK Dovecot (Debian) ready.\r\n', ['pop3', 'Dovecot pop3d', undefined, 'cpe:/a:dovecot:dovecot']],
  ['* OK [CAPABILITY IMAP4rev1] Dovecot (Debian) ready.\r\n', ['imap', 'Dovecot imapd', undefined, 'cpe:/a:dovecot:dovecot']],
  ['@RSYNCD: 31.0\n', ['rsync', 'rsync', '31.0', undefined]],
  ['220 something\r\n', undefined],
])('greeting %j', (greeting, expected) => {
  expect(line(recogniseGreeting(greeting))).toEqual(expected);
});

test.each([
  ['nginx/1.22.1', 'nginx', '1.22.1', 'cpe:/a:f5:nginx:1.22.1'],
  ['nginx', 'nginx', undefined, 'cpe:/a:f5:nginx'],
  ['Apache/2.4.57 (Debian) OpenSSL/3.0', 'Apache httpd', '2.4.57', 'cpe:/a:apache:http_server:2.4.57'],
  ['Microsoft-IIS/10.0', 'Microsoft IIS httpd', '10.0', 'cpe:/a:microsoft:internet_information_services:10.0'],
  ['Jetty(9.4.51.v20230217)', 'Jetty', '9.4.51.v20230217', 'cpe:/a:eclipse:jetty:9.4.51.v20230217'],
])('Server: %s', (server, product, version, cpe) => {
  const found = recogniseHttpServer(server);
  expect([found?.product, found?.version, found?.cpe]).toEqual([product, version, cpe]);
});

test('what no rule knows is not guessed', () => {
  expect(recogniseHttpServer('ApacheX/1')).toBeUndefined();
});

test('a version with hostile bytes gives a clean version and a clean CPE', () => {
  const found = recogniseGreeting('SSH-2.0-OpenSSH_9.2\u001b]0;x\u0007 "><script>\r\n');
  expect(found?.version).toBe('9.2 ]0;x "><script>');
  expect(found?.cpe).toBe('cpe:/a:openbsd:openssh:9.2');
});

const mysqlGreeting = (version: string) => {
  const body = Buffer.concat([Buffer.from([0x0a]), Buffer.from(`${version}\0`), Buffer.alloc(40)]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
};

test.each([
  ['8.0.36-0ubuntu0.22.04.1', 'MySQL', '8.0.36-0ubuntu0.22.04.1', 'cpe:/a:oracle:mysql:8.0.36-0ubuntu0.22.04.1'],
  ['5.5.5-10.11.6-MariaDB-0+deb12u1', 'MariaDB', '10.11.6-MariaDB-0+deb12u1', 'cpe:/a:mariadb:mariadb:10.11.6'],
])('MySQL handshake of %s', (text, product, version, cpe) => {
  expect(recogniseMysql(mysqlGreeting(text))).toEqual({ name: 'mysql', product, version, cpe });
});

test('random bytes are neither MySQL nor telnet', () => {
  expect(recogniseMysql(Buffer.from('GET / HTTP/1.0'))).toBeUndefined();
  expect(recogniseMysql(Buffer.from([255, 255, 255, 0, 10, 0]))).toBeUndefined();
  expect(isTelnet(Buffer.from([0xff, 0x00]))).toBe(false);
  expect(isTelnet(Buffer.from([0xff, 0xfd, 0x18]))).toBe(true);
});

test('old names of products become the official ones, others stay', () => {
  expect(officialCpe('cpe:/a:igor_sysoev:nginx:1.22.1')).toBe('cpe:/a:f5:nginx:1.22.1');
  expect(officialCpe('cpe:/a:igor_sysoev:nginx_plus:1')).toBe('cpe:/a:igor_sysoev:nginx_plus:1');
});
