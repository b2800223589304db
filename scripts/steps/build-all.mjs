import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { say, stop } from './say.mjs';

const STAMP = 'dist/.sources';
const SOURCES = ['agents', 'bff', 'web', 'public', 'scripts', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];

function* filesOf(path) {
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const at = join(path, entry.name);
    if (entry.isDirectory()) yield* filesOf(at);
    else if (!entry.name.includes('.test.')) yield at;
  }
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const files = source.includes('.') ? [source] : filesOf(source);
    for (const file of files) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

async function buildServer() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: { watchbill: 'bff/main.ts' },
    outdir: 'dist/bff',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    banner: { js: '#!/usr/bin/env node' },
  });
  cpSync('bff/storage/migrations', 'dist/bff/migrations', { recursive: true });
}

async function buildConsole() {
  const { build } = await import('vite');
  await build({ logLevel: 'warn' });
}

async function buildAgents() {
  const { buildAgents: build } = await import('../build-agents.mjs');
  await build('dist/agents');
}

/** Builds into `dist` if the sources changed since the last build; in a process of its own, whose memory ends with it. */
export async function buildIfChanged() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceHash()) return;
  const code = await run(process.execPath, ['scripts/build.mjs', '--installed']);
  if (code !== 0) process.exit(1);
}

/** Builds server, console and agents into `dist`. */
export async function buildAll() {
  const wanted = sourceHash();
  say('building');
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist', { recursive: true });
  try {
    await Promise.all([buildServer(), buildAgents(), buildConsole()]);
  } catch (error) {
    stop(`the build failed: ${error.message}`);
  }
  // Written last and in one step: a build that was killed is built again.
  writeFileSync(`${STAMP}.new`, wanted);
  renameSync(`${STAMP}.new`, STAMP);
}
