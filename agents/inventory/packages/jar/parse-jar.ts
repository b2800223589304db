import type { FileFacts, FoundPackage } from '../file-facts.ts';
import { lines } from '../stanzas.ts';
import { BadZip, readZipEntry, type ZipEntry, zipEntries } from './zip-directory.ts';

const POM = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;
const MANIFEST = 'META-INF/MANIFEST.MF';
export const JAR = /\.(?:jar|war|ear)$/i;

const MIB = 1024 ** 2;
const TEXT_BYTES = MIB;
/** A war in an ear holds jars; nobody nests deeper. */
const DEEPEST = 3;
/** Of jars inside one jar that have to be unpacked; stored ones take nothing. */
const UNPACKED_BYTES = 256 * MIB;

interface Reading {
  readonly packages: FoundPackage[];
  readonly problems: Set<string>;
  unpackedLeft: number;
}

/** `key=value` lines of a properties file; escapes do not occur in coordinates. */
const propertiesOf = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const line of lines(text)) {
    const [, key, value] = /^\s*([\w.]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key) found.set(key, value!);
  }
  return found;
};

/** Main attributes of a manifest; lines of more than 72 bytes go on after a space. */
const attributesOf = (text: string): ReadonlyMap<string, string> => {
  const main = text.replace(/\r\n?/g, '\n').split('\n\n', 1)[0]!;
  return new Map(
    main
      .replaceAll('\n ', '')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
};

const COORDINATE = /^[\w.-]{1,200}$/;
const FILE_NAME = /^(.+?)-(\d[\w.+-]*)$/;

/** Of a jar without Maven's own records: the artifact by its file name, the version as the manifest or the name has it, the group where the manifest tells one. */
const fromManifest = (text: string, fileName: string): FoundPackage | undefined => {
  const attributes = attributesOf(text);
  const stem = fileName.replace(JAR, '');
  const [, artifact = stem, versionOfName] = FILE_NAME.exec(stem) ?? [];
  const version = versionOfName ?? attributes.get('Implementation-Version') ?? attributes.get('Bundle-Version');
  if (!version || version.length > 256 || !COORDINATE.test(artifact)) return undefined;
  const group = attributes.get('Implementation-Vendor-Id') ?? '';
  return { type: 'maven', name: COORDINATE.test(group) ? `${group}:${artifact}` : artifact, version };
};

const fromPom = (text: string): FoundPackage | undefined => {
  const properties = propertiesOf(text);
  const [group = '', artifact = '', version = ''] = ['groupId', 'artifactId', 'version'].map((key) => properties.get(key));
  const isWhole = COORDINATE.test(group) && COORDINATE.test(artifact) && version !== '' && version.length <= 256;
  return isWhole ? { type: 'maven', name: `${group}:${artifact}`, version } : undefined;
};

const placed = (found: FoundPackage, within: string): FoundPackage => (within === '' ? found : { ...found, within });

const readNested = (bytes: Buffer, entry: ZipEntry, into: Reading): Buffer => {
  const nested = readZipEntry(bytes, entry, into.unpackedLeft);
  if (entry.method !== 0) into.unpackedLeft -= nested.length;
  return nested;
};

interface Jar {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** Where it lies inside the outermost one; `''` is that itself. */
  readonly within: string;
  readonly depth: number;
}

const readJar = ({ bytes, fileName, within, depth }: Jar, into: Reading): void => {
  let manifest = '';
  let hasPom = false;
  for (const entry of zipEntries(bytes)) {
    if (POM.test(entry.name)) {
      const found = fromPom(readZipEntry(bytes, entry, TEXT_BYTES).toString('utf8'));
      if (found) into.packages.push(placed(found, within));
      hasPom ||= found !== undefined;
    } else if (entry.name === MANIFEST) manifest = readZipEntry(bytes, entry, TEXT_BYTES).toString('utf8');
    else if (JAR.test(entry.name) && depth < DEEPEST) {
      const place = within === '' ? entry.name : `${within}!/${entry.name}`;
      const nested = { fileName: entry.name.slice(entry.name.lastIndexOf('/') + 1), within: place, depth: depth + 1 };
      tryJar({ bytes: readNested(bytes, entry, into), ...nested }, into);
    }
  }
  const found = hasPom ? undefined : fromManifest(manifest, fileName);
  if (found) into.packages.push(placed(found, within));
};

const tryJar = (jar: Jar, into: Reading): void => {
  try {
    readJar(jar, into);
  } catch (error) {
    if (!(error instanceof BadZip)) throw error;
    into.problems.add(error.message);
  }
};

/** A Java archive: what Maven recorded in it and in the jars inside it (shaded jars hold several), else what its manifest and name say. */
export const parseJar = (bytes: Buffer, path: string): FileFacts => {
  const into: Reading = { packages: [], problems: new Set(), unpackedLeft: UNPACKED_BYTES };
  tryJar({ bytes, fileName: path.slice(path.lastIndexOf('/') + 1), within: '', depth: 1 }, into);
  if (into.problems.size === 0) return { packages: into.packages };
  const message = `A Java archive was not wholly read: ${[...into.problems].join('; ')}.`;
  return { packages: into.packages, notes: [{ code: 'damaged-file', message }] };
};
