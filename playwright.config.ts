import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The browsers that Playwright would download are not needed: Debian's chromium does.
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/global-setup.ts',
  // Two files at a time, the stories of a file one after another: much of a story is waiting.
  workers: 2,
  fullyParallel: false,
  // A story drives a browser and several programs on a machine that others may slow down. The list names what needed a second try.
  retries: 1,
  // Bounds, not waits: a machine that is busy with something else takes several times as long.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Not the server's zone, not the schedule's: a mix-up shows.
    timezoneId: 'Europe/Berlin',
    // Movements are waited for before each click.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Pictures and copies of the page at every step cost more than the steps.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    actionTimeout: 20_000,
    launchOptions: {
      ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
