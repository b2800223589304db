import { execFileSync } from 'node:child_process';

/** Bundles the servers whose time a story moves: once, before the first worker starts one. Playwright asks for the default export. */
export default function buildStoryServers(): void {
  execFileSync(process.execPath, ['scripts/build-story-servers.mjs']);
}
