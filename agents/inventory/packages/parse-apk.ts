import type { FileFacts, FoundPackage } from './file-facts.ts';
import { stanzas } from './stanzas.ts';

const FIELDS = new Set(['P', 'V', 'A', 'o']);

/** apk's `installed`: one letter a field. `o` is the origin, the package that advisories name; it has the same version. */
export const parseApk = (bytes: Buffer): FileFacts => {
  const packages: FoundPackage[] = [];
  let broken = 0;
  for (const fields of stanzas(bytes.toString('utf8'), FIELDS)) {
    const [name, version, architecture] = [fields.get('P'), fields.get('V'), fields.get('A')];
    if (!name || !version) broken += 1;
    else
      packages.push({
        type: 'apk',
        name,
        version,
        source: { name: fields.get('o') || name, version },
        ...(architecture && { architecture }),
      });
  }
  if (broken === 0) return { packages };
  return { packages, notes: [{ code: 'damaged-file', message: `${broken} packages of apk's list have no name or no version.` }] };
};
