import type { FileFacts } from './file-facts.ts';
import { lines } from './stanzas.ts';

/** PEP 503: one spelling for all of `Foo.Bar`, `foo_bar`, `foo-bar`. Advisories use it. */
const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** METADATA or PKG-INFO of an installed Python distribution: headers as of mail, up to the first empty line. */
export const parsePython = (bytes: Buffer): FileFacts => {
  let name = '';
  let version = '';
  for (const line of lines(bytes.toString('utf8'))) {
    if (line.trim() === '') break;
    const [, key, value] = /^(Name|Version):\s*(.*?)\s*$/i.exec(line) ?? [];
    if (key?.toLowerCase() === 'name') name ||= value!;
    else if (key) version ||= value!;
  }
  if (name && version) return { packages: [{ type: 'pypi', name: normalise(name), version }] };
  return { packages: [], notes: [{ code: 'damaged-file', message: 'The metadata of a Python package has no name or no version.' }] };
};
