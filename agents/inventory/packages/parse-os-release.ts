import type { FileFacts } from './file-facts.ts';
import { lines } from './stanzas.ts';

/** Shell assignments without expansion (os-release(5)): quotes around, backslashes before special characters. */
const unquote = (value: string): string => {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted ? quoted[2]!.replace(/\\([\\"'$`])/g, '$1') : value;
};

const LONGEST = 200;

export const parseOsRelease = (bytes: Buffer): FileFacts => {
  const fields = new Map<string, string>();
  for (const line of lines(bytes.toString('utf8'))) {
    const [, key, value] = /^\s*([A-Z0-9_]+)=(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) fields.set(key, unquote(value).slice(0, LONGEST));
  }
  const id = (fields.get('ID') ?? '').toLowerCase();
  if (!/^[a-z0-9._-]+$/.test(id))
    return { packages: [], notes: [{ code: 'damaged-file', message: 'os-release does not name a distribution.' }] };
  const version = fields.get('VERSION_ID');
  return { packages: [], os: { id, ...(version && { version }), name: fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? id } };
};
