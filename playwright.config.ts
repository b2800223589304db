import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The browsers that Playwright would download are not needed: Debian's chromium does.
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Not the server's zone, not the schedule's: a mix-up shows.
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    // Pictures of every step cost more than the steps.
    trace: { mode: 'retain-on-failure', screenshots: false },
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
