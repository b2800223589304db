// Bundles the server in a time that stories move, for browser tests alone: no part of a build that is shipped.
import { build } from 'esbuild';

await build({
  entryPoints: ['bff/testing/story/story-server.ts'],
  outfile: 'dist/testing/story-server.mjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
