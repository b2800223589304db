import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { writeArchive } from '#protocol/package-archive';

/** A program for another machine, with its bytes. */
export interface Program {
  readonly name: 'appliance' | 'simulator';
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly content: Buffer;
}

const built = z.array(z.object({ name: z.enum(['appliance', 'simulator']), version: z.string() }));

/** What makes an appliance: the program, its scanner, what that knows, and the units of its service. */
const APPLIANCE_FILES = [
  'watchbill-appliance.mjs',
  'scand.mjs',
  'signatures.wbsig',
  'watchbill-appliance.service',
  'watchbill-appliance-reboot.path',
  'watchbill-appliance-reboot.service',
] as const;

export const INSTALL_SCRIPT = 'install-appliance.sh';

/** The programs that the build left in `folder`. The same build makes the same bytes. */
export async function readPrograms(folder: string): Promise<readonly Program[]> {
  const programs = built.parse(JSON.parse(await readFile(join(folder, 'programs.json'), 'utf8')));
  return Promise.all(
    programs.map(async ({ name, version }) => {
      const file = name === 'appliance' ? 'watchbill-appliance.tar.gz' : 'watchbill-simulator.mjs';
      const content = name === 'appliance' ? await packAppliance(folder) : await readFile(join(folder, file));
      return { name, version, file, content, sha256: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

async function packAppliance(folder: string): Promise<Buffer> {
  const files = await Promise.all(APPLIANCE_FILES.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
  return gzipSync(writeArchive(files), { level: 9 });
}

/** The script that installs just this build of the appliance from just this server. */
export async function writeInstallScript(folder: string, appliance: Program, publicUrl: string): Promise<string> {
  const script = await readFile(join(folder, INSTALL_SCRIPT), 'utf8');
  const values = { SERVER: publicUrl, VERSION: appliance.version, ARCHIVE: appliance.file, SHA256: appliance.sha256 };
  return script.replace(/'@([A-Z0-9]+)@'/g, (whole, name: string) => (name in values ? quote(values[name as keyof typeof values]) : whole));
}

/** For a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
