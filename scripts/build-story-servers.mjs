// Bundles the servers whose time a browser test moves: for tests alone, no part of a build that is shipped.
import { build } from 'esbuild';

await build({
  entryPoints: ['bff/testing/story/story-server.ts', 'bff/testing/story/shifted-server.ts'],
  outdir: 'dist/testing',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
