import { z } from 'zod';
import type { FileFacts } from './file-facts.ts';

/** Folders inside a package have a package.json of their own at times, which names nothing. */
const manifest = z.object({ name: z.string().min(1).max(300).optional(), version: z.string().min(1).max(256).optional() });

/** The `package.json` of an installed npm package. */
export const parseNpm = (bytes: Buffer): FileFacts => {
  let value: unknown;
  try {
    // Some were saved with a byte order mark.
    value = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return { packages: [], notes: [{ code: 'damaged-file', message: 'The package.json of an npm package is not JSON.' }] };
  }
  const { name, version } = manifest.safeParse(value).data ?? {};
  return { packages: name && version ? [{ type: 'npm', name, version }] : [] };
};
