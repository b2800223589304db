// Looks at pages of the built console: node --import tsx web/testing/look.ts <folder> <origin> <path>...
// Writes a picture a path, theme and size; prints what axe finds serious and what the console says.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright';
import { SCENE_NOW } from './scene/identity.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const SCHEMES = ['light', 'dark'] as const;

interface Look {
  readonly origin: string;
  readonly folder: string;
  readonly path: string;
  readonly size: keyof typeof SIZES;
  readonly colorScheme: (typeof SCHEMES)[number];
}

const nameOf = ({ path, size, colorScheme }: Look) =>
  `${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'overview'}-${size}-${colorScheme}`;

async function look(browser: Browser, wanted: Look): Promise<string[]> {
  const { origin, folder, path, size, colorScheme } = wanted;
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme,
    timezoneId: 'Europe/Berlin',
    deviceScaleFactor: size === 'phone' ? 2 : 1,
  });
  const page = await context.newPage();
  const found: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && found.push(message.text()));
  page.on('pageerror', (error) => found.push(error.message));
  await page.clock.install({ time: new Date(SCENE_NOW) });
  await page.goto(origin + path);
  await page.waitForLoadState('load');
  await page.locator('h1').first().waitFor({ timeout: 10_000 });
  await page.clock.runFor(400);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${nameOf(wanted)}.png`) });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) found.push(`scrolls sideways by ${overflow} px`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { impact, id, nodes } of violations) {
    const places = nodes
      .slice(0, 3)
      .map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n').at(1)?.trim()})`);
    found.push(`axe ${impact} ${id}: ${places.join(' | ')}`);
  }
  await context.close();
  return found.map((text) => `${nameOf(wanted)}: ${text}`);
}

const [folder = '/tmp', origin = 'http://127.0.0.1:8800', ...paths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ARGS });
try {
  for (const path of paths)
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[])
      for (const colorScheme of SCHEMES)
        for (const line of await look(browser, { origin, folder, path, size, colorScheme })) process.stdout.write(`${line}\n`);
} finally {
  await browser.close();
}
