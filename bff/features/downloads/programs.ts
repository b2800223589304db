import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { writeArchive } from '#protocol/package-archive';

/** A program for another machine, with its bytes. */
export interface Program {
  readonly name: 'appliance' | 'sensor' | 'scan' | 'simulator';
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly content: Buffer;
}

const built = z.array(z.object({ name: z.enum(['appliance', 'sensor', 'scan', 'simulator']), version: z.string() }));

/** What makes an appliance: the program, its scanner, what that knows, and the units of its service. */
const APPLIANCE_FILES = [
  'watchbill-appliance.mjs',
  'scand.mjs',
  'signatures.wbsig',
  'watchbill-appliance.service',
  'watchbill-appliance-reboot.path',
  'watchbill-appliance-reboot.service',
] as const;

/** A container sensor: the program, what it matches with before a newer manifest is delivered, and its service. */
const SENSOR_FILES = ['watchbill-sensor.mjs', 'signatures.wbsig', 'watchbill-sensor@.service'] as const;

/** What scans an image in a pipeline: the program, what it knows, and the step that works with a CI/CD sensor. */
const SCAN_FILES = ['watchbill-scan.mjs', 'signatures.wbsig', 'watchbill-step'] as const;

export const INSTALL_SCRIPT = 'install-appliance.sh';

/** The programs that the build left in `folder`. The same build makes the same bytes. */
export async function readPrograms(folder: string): Promise<readonly Program[]> {
  const programs = built.parse(JSON.parse(await readFile(join(folder, 'programs.json'), 'utf8')));
  return Promise.all(
    programs.map(async ({ name, version }) => {
      const { file, read } = FILES[name];
      const content = await read(folder);
      return { name, version, file, content, sha256: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

/** One archive of several files. */
const packed = (names: readonly string[]) => async (folder: string) => {
  const files = await Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
  return gzipSync(writeArchive(files), { level: 9 });
};

/** What is handed out of each program. */
const FILES: Record<Program['name'], { readonly file: string; readonly read: (folder: string) => Promise<Buffer> }> = {
  appliance: { file: 'watchbill-appliance.tar.gz', read: packed(APPLIANCE_FILES) },
  sensor: { file: 'watchbill-sensor.tar.gz', read: packed(SENSOR_FILES) },
  scan: { file: 'watchbill-scan.tar.gz', read: packed(SCAN_FILES) },
  simulator: { file: 'watchbill-simulator.mjs', read: (folder) => readFile(join(folder, 'watchbill-simulator.mjs')) },
};

/** The script that installs just this build of the appliance from just this server. */
export async function writeInstallScript(folder: string, appliance: Program, publicUrl: string): Promise<string> {
  const script = await readFile(join(folder, INSTALL_SCRIPT), 'utf8');
  const values = { SERVER: publicUrl, VERSION: appliance.version, ARCHIVE: appliance.file, SHA256: appliance.sha256 };
  return script.replace(/'@([A-Z0-9]+)@'/g, (whole, name: string) => (name in values ? quote(values[name as keyof typeof values]) : whole));
}

/** For a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
