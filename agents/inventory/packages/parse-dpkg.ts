import type { FileFacts, FoundPackage } from './file-facts.ts';
import { stanzas } from './stanzas.ts';

const FIELDS = new Set(['Package', 'Version', 'Source', 'Architecture', 'Status']);

/** `glibc (2.36-9)`: the version stands there only where it differs from that of the binary package. */
const SOURCE = /^(\S+)(?:\s+\(([^)]+)\))?$/;

const sourceOf = (told: string | undefined, name: string, version: string): { name: string; version: string } => {
  const [, source = name, sourceVersion = version] = SOURCE.exec(told ?? '') ?? [];
  return { name: source, version: sourceVersion };
};

/** Want, flag, state: a package that left its configuration behind is not installed. Distroless images write no status. */
const isInstalled = (status: string | undefined): boolean => status === undefined || status.split(/\s+/)[2] === 'installed';

/** dpkg's `status`, or one file of `status.d`. */
export const parseDpkg = (bytes: Buffer): FileFacts => {
  const packages: FoundPackage[] = [];
  let broken = 0;
  for (const fields of stanzas(bytes.toString('utf8'), FIELDS)) {
    if (!isInstalled(fields.get('Status'))) continue;
    const [name, version, architecture] = [fields.get('Package'), fields.get('Version'), fields.get('Architecture')];
    if (!name || !version) broken += 1;
    else
      packages.push({
        type: 'deb',
        name,
        version,
        source: sourceOf(fields.get('Source'), name, version),
        ...(architecture && { architecture }),
      });
  }
  if (broken === 0) return { packages };
  return { packages, notes: [{ code: 'damaged-file', message: `${broken} packages of dpkg's list have no name or no version.` }] };
};
