import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipEntries } from './zip-entries.ts';

/** One OSV record as text, and where it stands. */
export interface Input {
  readonly place: string;
  /** Rejects where it cannot be read; the message continues a sentence that begins with the place. */
  readonly read: () => Promise<string>;
}

/** Largest record that is read. The largest published ones are a few MiB. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

const isRecord = (name: string): boolean => name.toLowerCase().endsWith('.json');

const readText = async (path: string): Promise<string> => {
  if ((await stat(path)).size > MAX_RECORD_BYTES) throw new Error(`is larger than ${MAX_RECORD_BYTES / 1024 / 1024} MiB`);
  return readFile(path, 'utf8');
};

/** Links are not followed: a folder is read as far as it is one. */
async function* ofFolder(path: string): AsyncGenerator<Input> {
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = join(path, entry.name);
    if (entry.isDirectory()) yield* ofFolder(at);
    else if (entry.isFile() && isRecord(entry.name)) yield { place: at, read: () => readText(at) };
  }
}

/** The OSV records of a JSON file, of a folder with all below it, or of a ZIP file as osv.dev publishes one for each ecosystem. */
export async function* readInputs(path: string): AsyncGenerator<Input> {
  if ((await stat(path)).isDirectory()) yield* ofFolder(path);
  else if (path.toLowerCase().endsWith('.zip')) {
    for await (const { name, read } of zipEntries(path, MAX_RECORD_BYTES))
      if (isRecord(name)) yield { place: `${basename(path)}: ${name}`, read: async () => (await read()).toString('utf8') };
  } else yield { place: path, read: () => readText(path) };
}
