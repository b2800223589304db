import { build } from 'esbuild';

/** Before browser tests: bundles the server in a time that stories move. It is for tests alone and no part of a build. */
export default async function buildStoryServer() {
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
}
