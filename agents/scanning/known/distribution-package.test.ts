import { expect, test } from 'vitest';
import { exactPackageOf, upstreamPackageOf } from './distribution-package.ts';

test.each([
  ['OpenSSH', '9.2p1 Debian 2+deb12u10', 'Debian:12 openssh 1:9.2p1-2+deb12u10'],
  ['OpenSSH', '9.2p1 Debian 2', 'Debian:12 openssh 1:9.2p1-2'],
  ['OpenSSH', '8.4p1 Debian 5+deb11u3', 'Debian:11 openssh 1:8.4p1-5+deb11u3'],
  ['OpenSSH', '10.0p1 Debian 7', 'Debian:13 openssh 1:10.0p1-7'],
  ['OpenSSH', '8.9p1 Ubuntu 3ubuntu0.6', 'Ubuntu:22.04:LTS openssh 1:8.9p1-3ubuntu0.6'],
  // Of a release that cannot be told, from backports, of another system, or made by somebody else.
  ['OpenSSH', '9.9p2 Debian 1', undefined],
  ['OpenSSH', '9.7p1 Debian 7~bpo12+1', undefined],
  ['OpenSSH', '9.2p1 Raspbian 2+deb12u1', undefined],
  ['OpenSSH', '9.2p1', undefined],
  ['OpenSSH for Windows', '8.1', undefined],
  ['ISC BIND', '9.18.28-1~deb12u2-Debian', 'Debian:12 bind9 1:9.18.28-1~deb12u2'],
  ['ISC BIND', '9.18.30-0ubuntu0.22.04.2-Ubuntu', 'Ubuntu:22.04:LTS bind9 1:9.18.30-0ubuntu0.22.04.2'],
  ['MariaDB', '10.11.6-MariaDB-0+deb12u1', 'Debian:12 mariadb 1:10.11.6-0+deb12u1'],
  ['MySQL', '5.5.5-10.11.6-MariaDB-1:10.11.6-0+deb12u1', 'Debian:12 mariadb 1:10.11.6-0+deb12u1'],
  ['MariaDB', '10.6.12-MariaDB-1:10.6.12+maria~ubu2004', undefined],
  ['MySQL', '8.0.36-0ubuntu0.22.04.1', 'Ubuntu:22.04:LTS mysql-8.0 8.0.36-0ubuntu0.22.04.1'],
  ['nginx', '1.22.1', undefined],
  ['Unheard of', '9.2p1 Debian 2+deb12u10', undefined],
  [undefined, undefined, undefined],
])('%s %s is %s', (product, version, expected) => {
  const found = exactPackageOf({ product, version });
  expect(found && `${found.ecosystem} ${found.name} ${found.version}`).toBe(expected);
});

test.each([
  ['nginx', '1.22.1', 'nginx 1.22.1'],
  ['Redis key-value store', '7.0.15', 'redis 5:7.0.15'],
  ['nginx', '1.22.1 <script>', undefined],
  ['Jetty', '9.4.51', undefined],
])('%s %s on a host of Debian 12 may be %s', (product, version, expected) => {
  const found = upstreamPackageOf({ product, version }, 'Debian:12');
  expect(found && `${found.name} ${found.version}`).toBe(expected);
});
