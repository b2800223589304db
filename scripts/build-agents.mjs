import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Each agent program becomes one file that needs nothing but Node: there are no packages on the hosts of agents.
 * All that they bundle is ESM; a CommonJS dependency would need `format: 'cjs'` and `.cjs`.
 */
export async function buildAgents(folder) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  await build({
    entryPoints: { 'watchbill-appliance': 'agents/appliance/main.ts', scand: 'agents/appliance/scand.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    define: { WATCHBILL_VERSION: JSON.stringify(version) },
    sourcemap: true,
    logLevel: 'warning',
    banner: { js: '#!/usr/bin/env node' },
  });
  // What an appliance knows before anything is delivered to it.
  mkdirSync(folder, { recursive: true });
  copyFileSync('agents/signatures/shipped/signatures.wbsig', join(folder, 'signatures.wbsig'));
}
