import type { FoundPackage, OsRelease } from './file-facts.ts';

/** Percent-encoding of the purl specification: as in a URL, but a colon stays. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const path = (text: string): string => text.split('/').map(encode).join('/');

const withQualifiers = (base: string, qualifiers: Readonly<Record<string, string | undefined>>): string => {
  const told = Object.entries(qualifiers).filter((each): each is [string, string] => Boolean(each[1]));
  return told.length === 0 ? base : `${base}?${told.map(([key, value]) => `${key}=${encode(value)}`).join('&')}`;
};

/** A package of a distribution: https://github.com/package-url/purl-spec/tree/main/types, deb, apk and rpm. Qualifiers by key. */
const ofDistribution = ({ type, name, version, architecture }: FoundPackage, os: OsRelease | undefined): string => {
  const distro = os && (os.version ? `${os.id}-${os.version}` : os.id);
  const [, epoch, rest = version] = (type === 'rpm' && /^(\d+):(.*)$/.exec(version)) || [];
  const base = `pkg:${type}/${os ? `${encode(os.id)}/` : ''}${encode(name)}@${encode(rest)}`;
  return withQualifiers(base, { arch: architecture, distro, epoch });
};

/** The package URL of a package, as `ImagePackage.purl` has it. */
export const purlOf = (found: FoundPackage, os: OsRelease | undefined): string => {
  const { type, name, version } = found;
  switch (type) {
    case 'deb':
    case 'apk':
    case 'rpm':
      return ofDistribution(found, os);
    case 'maven':
      return `pkg:maven/${path(name.replace(':', '/'))}@${encode(version)}`;
    case 'npm':
    case 'pypi':
    case 'golang':
      return `pkg:${type}/${path(name)}@${encode(version)}`;
  }
};
