import { chromium, expect, type Page, test } from '@playwright/test';
import config from '../playwright.config.ts';
import { makeNetwork, type TestNetwork, whyNoNetwork } from './network/test-network.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

const ZONE = 'Europe/Berlin';
const MINUTE_MS = 60_000;
/** Enough to fill the form before the minute begins. */
const HEADSTART_MS = 20_000;

// Namespaces need root and nginx, redis-server and nmap: elsewhere this story cannot run, and says so with the reason.
const reason = whyNoNetwork();
test.skip(
  reason !== undefined,
  `SKIPPED, and the product is not proved on a network here: ${reason}. The newcomer's story scans loopback instead.`,
);

let network: TestNetwork;
let server: ServerProcess;
const folder = newFolder();

test.beforeAll(async () => {
  network = makeNetwork();
  const env = { WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password };
  server = await startServer({ folder, port: await freePort(), namespace: network.namespace, env });
});

test.afterAll(async () => {
  await server?.kill('SIGTERM');
  network?.tearDown();
  removeFolder(folder);
});

/** The next minute that is far enough away, as a clock on the wall of the zone shows it. */
function nextMinute(now: number): { date: string; time: string } {
  const at = Math.ceil((now + HEADSTART_MS) / MINUTE_MS) * MINUTE_MS;
  const show = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, ...options }).format(at);
  return {
    date: show({ day: 'numeric', month: 'short', year: 'numeric' }),
    time: show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

/** Asked by the page itself: the test runs outside the namespace. */
const stateOfShownScan = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const answer = await fetch(`/api/v1/scans/${window.location.pathname.split('/')[2]}`);
    return ((await answer.json()) as { state: string }).state;
  });

async function schedule(page: Page, title: string): Promise<void> {
  await page.goto(`${server.url}/schedules/new`);
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Addresses, ranges, networks or names').fill(network.addresses.join('\n'));
  await page.getByRole('radiogroup', { name: 'Recurrence' }).getByText('Once', { exact: true }).click();
  const start = nextMinute(Date.now());
  await page.getByLabel('Date', { exact: true }).fill(start.date);
  await page.getByLabel('Time', { exact: true }).fill(start.time);
  await page.getByLabel('Title').click(); // Leaves the field: the date is read then.
  await expect(page.getByText(`at ${start.time}`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Save schedule' }).first().click();
  await expect(page).toHaveURL(/\/schedules(\?open=.*)?$/);
}

test('four hosts are scheduled through the form, launched by the engine, scanned with nmap, and the report names what nmap by hand names', async () => {
  test.setTimeout(8 * MINUTE_MS);
  const { launchOptions, ...context } = config.use ?? {};
  const browser = await chromium.launch({
    ...launchOptions,
    executablePath: network.browserProgram(launchOptions?.executablePath ?? 'chromium'),
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: ZONE, locale: context.locale ?? 'en-GB' });
  try {
    await signIn(page);
    await schedule(page, 'Branch network');
    await page.goto(`${server.url}/scans`);
    const scan = page.getByRole('link', { name: 'Branch network' });
    await expect(scan).toBeVisible({ timeout: 2 * MINUTE_MS });
    await scan.click();
    await expect(page).toHaveURL(/\/scans\/[0-9a-f-]{36}/);
    await expect.poll(() => stateOfShownScan(page), { timeout: 5 * MINUTE_MS, intervals: [1000] }).toBe('finished');
    const report = await page.getByRole('link', { name: 'View report' }).getAttribute('href');
    await page.goto(new URL(report ?? '', server.url).href);
    const text = await page.locator('body').innerText();
    const byHand = network.nmapByHand();
    expect(byHand.length).toBeGreaterThanOrEqual(6);
    for (const { address, port, product } of byHand) {
      expect(text).toContain(address);
      expect(text).toMatch(new RegExp(`\\b${port}\\b`));
      expect(text.toLowerCase()).toContain(product.toLowerCase());
    }
    // What only looking at the services tells: Redis without a password, a self-signed certificate, old TLS.
    expect(text).toMatch(/Redis.*without.*password/is);
    expect(text).toMatch(/self-signed/i);
    expect(text).toMatch(/TLS 1\.0/);
    await page.goto(`${server.url}/launches`);
    await expect(page.getByText('Launched').first()).toBeVisible();
  } finally {
    await browser.close();
  }
});
