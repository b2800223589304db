import type { PackageVersion } from '../../signatures/advisory.ts';

/** What is known of a package of a distribution whose service was seen from outside. */
export interface SeenPackage extends PackageVersion {
  /**
   * `exact`: the service names the very revision. `upstream`: it names the upstream version alone, `version` being that
   * with the epoch of the distribution; which revision is installed cannot be seen.
   */
  readonly precision: 'exact' | 'upstream';
}

export type Distribution = 'Debian' | 'Ubuntu';

/** A release as the OSV schema names it: `Debian:12`, `Ubuntu:22.04:LTS`. */
export type Release = `${Distribution}:${string}`;

interface SourcePackage {
  readonly name: string;
  /** Of its versions in the distribution; banners never say it. */
  readonly epoch?: number;
}

interface KnownProduct {
  /** As our recogniser and nmap name it. */
  readonly products: readonly string[];
  readonly sources: Partial<Record<Distribution, SourcePackage>>;
  /** Releases that are told by the upstream version, for the packages that they shipped with at first. */
  readonly releases?: Partial<Record<Distribution, Readonly<Record<string, Release>>>>;
}

const both = (name: string, epoch?: number): KnownProduct['sources'] => {
  const source = { name, ...(epoch === undefined ? {} : { epoch }) };
  return { Debian: source, Ubuntu: source };
};

/** Products that say something of their version on the network, and the source packages that they come from. */
const PRODUCTS: readonly KnownProduct[] = [
  {
    products: ['OpenSSH'],
    sources: both('openssh', 1),
    releases: {
      Debian: { '7.9p1': 'Debian:10', '8.4p1': 'Debian:11', '9.2p1': 'Debian:12', '10.0p1': 'Debian:13', '10.0p2': 'Debian:13' },
      Ubuntu: { '7.6p1': 'Ubuntu:18.04:LTS', '8.2p1': 'Ubuntu:20.04:LTS', '8.9p1': 'Ubuntu:22.04:LTS', '9.6p1': 'Ubuntu:24.04:LTS' },
    },
  },
  { products: ['Dropbear sshd'], sources: both('dropbear') },
  { products: ['nginx'], sources: both('nginx') },
  { products: ['Apache httpd'], sources: both('apache2') },
  { products: ['lighttpd'], sources: both('lighttpd') },
  { products: ['Redis key-value store'], sources: both('redis', 5) },
  { products: ['Memcached'], sources: both('memcached') },
  { products: ['vsftpd'], sources: both('vsftpd') },
  { products: ['ProFTPD'], sources: both('proftpd-dfsg') },
  { products: ['Pure-FTPd'], sources: both('pure-ftpd') },
  { products: ['Exim smtpd'], sources: both('exim4') },
  { products: ['Postfix smtpd'], sources: both('postfix') },
  { products: ['Dovecot pop3d', 'Dovecot imapd'], sources: both('dovecot', 1) },
  { products: ['ISC BIND'], sources: both('bind9', 1) },
  { products: ['MariaDB'], sources: { Debian: { name: 'mariadb', epoch: 1 }, Ubuntu: { name: 'mariadb', epoch: 1 } } },
  { products: ['MySQL'], sources: { Ubuntu: { name: 'mysql-8.0' } } },
  { products: ['Squid http proxy'], sources: both('squid') },
  { products: ['Samba smbd'], sources: both('samba', 2) },
];

interface Told {
  readonly distribution: Distribution;
  readonly upstream: string;
  readonly revision: string;
}

const VERSION = '\\d[\\w.+~]*';
const REVISION = '\\d[\\w.+~]*';

// Where products write the revision of the distribution: group 1 upstream, group 2 revision.
const TELLING: readonly { readonly pattern: RegExp; readonly distribution?: Distribution }[] = [
  // OpenSSH: 9.2p1 Debian 2+deb12u10
  { pattern: new RegExp(`^(${VERSION}) Debian (${REVISION})$`), distribution: 'Debian' },
  { pattern: new RegExp(`^(${VERSION}) Ubuntu (${REVISION})$`), distribution: 'Ubuntu' },
  // BIND: 9.18.28-1~deb12u2-Debian, 9.18.30-0ubuntu0.22.04.1-Ubuntu
  { pattern: new RegExp(`^(${VERSION})-(${REVISION})-Debian$`), distribution: 'Debian' },
  { pattern: new RegExp(`^(${VERSION})-(${REVISION})-Ubuntu$`), distribution: 'Ubuntu' },
  // MariaDB: 10.11.6-MariaDB-0+deb12u1, 10.11.6-MariaDB-1:10.11.6-0+deb12u1. Its makers' own packages (+maria~ubu2204) do not fit.
  { pattern: /^(?:5\.5\.5-)?([\d.]+)-MariaDB-(?:\d+:[\d.]+-)?(\d+(?:[+~]deb\d+u\d+|ubuntu[\d.]+))(?:-log)?$/ },
  // MySQL: 8.0.36-0ubuntu0.22.04.1
  { pattern: /^(\d[\d.]*)-(\d+ubuntu[\d.]+)$/, distribution: 'Ubuntu' },
];

const tell = (version: string): Told | undefined => {
  for (const { pattern, distribution } of TELLING) {
    const [, upstream, revision] = pattern.exec(version) ?? [];
    if (upstream === undefined || revision === undefined) continue;
    return { upstream, revision, distribution: distribution ?? (revision.includes('ubuntu') ? 'Ubuntu' : 'Debian') };
  }
  return undefined;
};

/** `2+deb12u10` → Debian:12, `0ubuntu0.22.04.1` → Ubuntu:22.04:LTS. Packages from backports are of no release. */
const releaseOfRevision = ({ distribution, revision }: Told): Release | undefined => {
  if (revision.includes('~bpo')) return undefined;
  if (distribution === 'Debian') {
    const number = /[+~]deb(\d{1,2})(?:u\d+)?/.exec(revision)?.[1];
    return number === undefined ? undefined : `Debian:${number}`;
  }
  const number = /ubuntu\d+\.(\d\d\.\d\d)(?:\.|$)/.exec(revision)?.[1];
  return number === undefined ? undefined : `Ubuntu:${number}${isLongTerm(number) ? ':LTS' : ''}`;
};

const isLongTerm = (number: string): boolean => number.endsWith('.04') && Number(number.slice(0, 2)) % 2 === 0;

const releaseOf = (told: Told, { releases }: KnownProduct): Release | undefined =>
  releaseOfRevision(told) ?? (told.revision.includes('~bpo') ? undefined : releases?.[told.distribution]?.[told.upstream]);

const withEpoch = ({ epoch }: SourcePackage, version: string): string => (epoch === undefined ? version : `${epoch}:${version}`);

export interface SeenProduct {
  readonly product?: string | undefined;
  readonly version?: string | undefined;
}

/** nmap calls MariaDB MySQL; its version says what it is. */
const nameOf = ({ product, version }: SeenProduct): string => (version?.includes('-MariaDB') ? 'MariaDB' : (product ?? ''));

const productOf = (seen: SeenProduct): KnownProduct | undefined => PRODUCTS.find(({ products }) => products.includes(nameOf(seen)));

/** The package behind a service that names its revision. */
export const exactPackageOf = (seen: SeenProduct): SeenPackage | undefined => {
  const known = productOf(seen);
  const told = tell(seen.version ?? '');
  const source = told && known?.sources[told.distribution];
  const release = told && known && releaseOf(told, known);
  if (!source || release === undefined) return undefined;
  return { ecosystem: release, name: source.name, version: withEpoch(source, `${told.upstream}-${told.revision}`), precision: 'exact' };
};

const UPSTREAM = /^\d[\d.]*[a-z]?\d*$/;

/** The package behind a service that names its upstream version alone, if it is the one of that release. */
export const upstreamPackageOf = (seen: SeenProduct, release: Release): SeenPackage | undefined => {
  const source = productOf(seen)?.sources[release.split(':', 1)[0] as Distribution];
  const version = seen.version ?? '';
  if (!source || !UPSTREAM.test(version)) return undefined;
  return { ecosystem: release, name: source.name, version: withEpoch(source, version), precision: 'upstream' };
};

/** The release that the services of a host agree on; `undefined` where none tells it, or where they disagree. */
export const releaseOfHost = (packages: readonly SeenPackage[]): Release | undefined => {
  const releases = new Set(packages.filter(({ precision }) => precision === 'exact').map(({ ecosystem }) => ecosystem as Release));
  return releases.size === 1 ? [...releases][0] : undefined;
};

/** `Debian:12` → `Debian 12`, `Ubuntu:22.04:LTS` → `Ubuntu 22.04 LTS`. */
export const releaseName = (ecosystem: string): string => ecosystem.replaceAll(':', ' ');
