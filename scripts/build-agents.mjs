import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const PROGRAMS = {
  'watchbill-appliance': 'agents/appliance/main.ts',
  scand: 'agents/appliance/scand.ts',
  'watchbill-simulator': 'agents/appliance/simulate/main.ts',
  'watchbill-sensor': 'agents/sensor/main.ts',
  'watchbill-scan': 'agents/inline/main.ts',
};
/** What makes a service of them, and the script that does. */
const INSTALL = ['agents/appliance/install', 'agents/sensor/install'];
/** The step of a pipeline, beside the program that it runs. */
const STEP = 'agents/inline/plugin/watchbill-step';
const SIGNATURES = 'agents/signatures/shipped/signatures.wbsig';
/** As long as the eight digits that take its place, so that the source map stays right. */
const NO_BUILD = '00000000';

/** A program's version ends with what it is made of (`0.1.0+3f2a91c0`): two builds that differ never have one version. */
function nameBuild(file, version) {
  const text = readFileSync(file, 'utf8');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, NO_BUILD.length);
  const named = `${version}+${digest}`;
  writeFileSync(file, text.replaceAll(`${version}+${NO_BUILD}`, named));
  return named;
}

/** From the header, which follows the magic line and its length (agents/signatures/manifest/manifest-format.ts). */
function signaturesVersion() {
  const file = readFileSync(SIGNATURES);
  const start = file.indexOf('\n') + 5;
  return JSON.parse(file.subarray(start, start + file.readUInt32BE(start - 4)).toString('utf8')).version;
}

/**
 * Each agent program becomes one file that needs nothing but Node: there are no packages on the hosts of agents.
 * `require`: what is bundled of CommonJS (tuf-js) asks for Node's own modules with it.
 */
export async function buildAgents(folder) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  await build({
    entryPoints: PROGRAMS,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    define: { WATCHBILL_VERSION: JSON.stringify(`${version}+${NO_BUILD}`) },
    sourcemap: true,
    logLevel: 'warning',
    banner: { js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  });
  // What an appliance knows before anything is delivered to it.
  mkdirSync(folder, { recursive: true });
  copyFileSync(SIGNATURES, join(folder, 'signatures.wbsig'));
  for (const from of INSTALL)
    for (const name of readdirSync(from).filter((one) => !one.endsWith('.ts'))) copyFileSync(join(from, name), join(folder, name));
  copyFileSync(STEP, join(folder, 'watchbill-step'));
  const packages = [
    { package: 'scand', version: nameBuild(join(folder, 'scand.mjs'), version) },
    { package: 'signatures', version: signaturesVersion() },
    { package: 'appliance', version: nameBuild(join(folder, 'watchbill-appliance.mjs'), version) },
  ];
  const simulator = { name: 'simulator', version: nameBuild(join(folder, 'watchbill-simulator.mjs'), version) };
  const sensor = { name: 'sensor', version: nameBuild(join(folder, 'watchbill-sensor.mjs'), version) };
  const scan = { name: 'scan', version: nameBuild(join(folder, 'watchbill-scan.mjs'), version) };
  // What the server publishes of its own.
  writeFileSync(join(folder, 'packages.json'), `${JSON.stringify(packages)}\n`);
  // What people download and install by hand.
  const appliance = { name: 'appliance', version: packages.at(-1).version };
  writeFileSync(join(folder, 'programs.json'), `${JSON.stringify([appliance, sensor, scan, simulator])}\n`);
}
