import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
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
let browser: Browser;
let page: Page;
const folder = newFolder();

test.beforeAll(async () => {
  network = makeNetwork();
  const env = { WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password };
  server = await startServer({ folder, port: await freePort(), namespace: network.namespace, env });
  const { launchOptions, locale = 'en-GB' } = config.use ?? {};
  const executablePath = network.browserProgram(launchOptions?.executablePath ?? 'chromium');
  browser = await chromium.launch({ ...launchOptions, executablePath });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: ZONE, locale });
  await signIn();
});

test.afterAll(async () => {
  await browser?.close();
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

async function signIn(): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

/** Asked by the page itself: the test runs outside the namespace. */
const stateOfShownScan = (): Promise<string> =>
  page.evaluate(async () => {
    const answer = await fetch(`/api/v1/scans/${window.location.pathname.split('/')[2]}`);
    return ((await answer.json()) as { state: string }).state;
  });

async function schedule(title: string): Promise<void> {
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

/** A call of the API by the page itself: the test runs outside the namespace. */
const call = <T>(path: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([at, json]) => {
      const init = json === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: json };
      return (await (await fetch(`/api/v1${at}`, init)).json()) as never;
    },
    [path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );

test('four hosts are scheduled through the form, launched by the engine, scanned with nmap, and the report names what nmap by hand names', async () => {
  test.slow(); // A bound, not a wait: the launch falls on the next whole minute, and nmap inspects four hosts.
  await schedule('Branch network');
  await page.goto(`${server.url}/scans`);
  const scan = page.getByRole('link', { name: 'Branch network' });
  await expect(scan).toBeVisible({ timeout: 2 * MINUTE_MS });
  await scan.click();
  await expect(page).toHaveURL(/\/scans\/[0-9a-f-]{36}/);
  await expect.poll(stateOfShownScan, { timeout: 5 * MINUTE_MS, intervals: [1000] }).toBe('finished');
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
  expect(text).toMatch(/Signatures\s+\d{4}\.\d\d\.\d\d-\d+/);
  await page.goto(`${server.url}/launches`);
  await expect(page.getByText('Launched').first()).toBeVisible();
});

interface ScanView {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly hostsDone: number };
}
interface HostView {
  readonly address: string;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Long enough for a scan that goes on to be seen: one sends many packets a second. */
const QUIET_MS = 2000;

test('a paused scan sends no packet; resumed, it scans the hosts that are left, and those alone', async () => {
  // Two hosts at a time, and enough ports for each that the second two are under way when the first two are done.
  const slow = { name: 'Two at a time', engine: 'connect', ports: '1-5000,6379,8080', intensity: 'low', hostTimeoutMinutes: 5 };
  const { id: optionProfileId } = await call<ScanView>('/option-profiles', slow);
  const target = { kind: 'hosts', include: network.addresses };
  const order = { title: 'Paused in the middle', target, optionProfileId, scanners: { kind: 'any' } };
  const { id } = await call<ScanView>('/scans', order);
  const look = () => call<ScanView>(`/scans/${id}`);
  const results = async () => (await call<{ items: HostView[] }>(`/scans/${id}/results`)).items;
  await expect.poll(async () => (await look()).progress.hostsDone, { timeout: 2 * MINUTE_MS, intervals: [100] }).toBeGreaterThan(0);
  await call(`/scans/${id}/pause`, {});
  await expect.poll(async () => (await look()).state, { timeout: MINUTE_MS, intervals: [100] }).toBe('paused');
  const done = await results();
  expect(done.length).toBeLessThan(network.addresses.length);
  const before = network.packets();
  await pause(QUIET_MS);
  expect(network.packets()).toEqual(before);
  expect(await results()).toEqual(done);

  await call(`/scans/${id}/resume`, {});
  await expect.poll(async () => (await look()).state, { timeout: 2 * MINUTE_MS, intervals: [500] }).toBe('finished');
  const all = await results();
  expect(all.map(({ address }) => address).sort()).toEqual([...network.addresses].sort());
  for (const host of done) expect(all).toContainEqual(host);
  const after = network.packets();
  const touched = network.addresses.filter((_, n) => after[n] !== before[n]);
  const left = network.addresses.filter((address) => !done.some((host) => host.address === address));
  expect(touched).toEqual(left);
});
