import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of everything that must survive: database, keys, the local appliance. */
export interface DataFolder {
  readonly path: string;
  readonly appliance: string;
  /** A secret text that is made once and kept, readable by the server alone. */
  readonly secret: (name: string, newSecret: () => string) => string;
}

/** Makes the folder if need be. Throws one sentence that says what to do where it cannot be used. */
export function openDataFolder(path: string): DataFolder {
  try {
    makeFolders(path);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`the data folder ${path} cannot be written (${code}); set WATCHBILL_DATA to a folder that this user may write`, {
      cause,
    });
  }
  return { path, appliance: join(path, 'appliance'), secret: (name, newSecret) => keepSecret(join(path, name), newSecret) };
}

// One by one, from the top: a recursive mkdir of Node 20 never returns on a file system that makes no folders (/proc).
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path);
}

function keepSecret(file: string, newSecret: () => string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, `${newSecret()}\n`, { mode: 0o600 });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}
