import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Api, enter, signIn } from './api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

const folder = newFolder();
let server: ServerProcess;
let api: Api;
let scanId = '';
let scheduleId = '';
let applianceId = '';

// Both themes and both widths, in two rounds instead of four.
const ROUNDS = [
  { scheme: 'light', size: { width: 1440, height: 900 } },
  { scheme: 'dark', size: { width: 390, height: 844 } },
] as const;

test.beforeAll(async () => {
  const env = { WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password };
  server = await startServer({ folder, port: await freePort(), env });
  api = await signIn(server.url);
  const plan = { start: '2099-03-01T02:30', timeZone: 'America/Los_Angeles', observeDst: false, scanners: { kind: 'any' } };
  const target = { kind: 'hosts', include: ['127.0.0.1', 'db.corp.example'] };
  for (const title of ['PCI quarter-end sweep, DMZ', 'A title that is much longer than its column <script>alert(1)</script>']) {
    const saved = await api.post<{ id: string }>('/schedules', { ...plan, title, target, recurrence: { kind: 'daily', every: 1 } });
    scheduleId = saved.id;
  }
  const appliance = { name: 'a-long-name-for-the-scanner-in-the-second-warehouse', location: 'Gothenburg, by the harbour' };
  ({ id: applianceId } = await api.post<{ id: string }>('/appliances', appliance));
  ({ scanId } = await api.post<{ scanId: string }>(`/schedules/${scheduleId}/launch`));
});

test.afterAll(async () => {
  await server?.kill('SIGTERM');
  removeFolder(folder);
});

// Each lane goes from page to page within the console, and knows the next one by its heading: no two neighbours of a lane share one.
const lanes = () => [
  [
    { path: '/', ready: 'Overview' },
    { path: '/schedules', ready: 'Schedules' },
    { path: '/calendar', ready: 'Calendar' },
    { path: `/schedules/${scheduleId}`, ready: /A title/ },
    { path: '/schedules/new', ready: 'New schedule' },
    { path: `/schedules/${scheduleId}/edit`, ready: /A title/ },
    { path: '/launches', ready: 'Schedules' },
    { path: '/scans', ready: 'Scans' },
    { path: `/scans/${scanId}`, ready: /A title/ },
    { path: '/scans/new', ready: 'New scan' },
    { path: '/launches/held', ready: 'Schedules' },
    { path: '/scans/profiles', ready: 'Option profiles' },
    { path: '/users', ready: 'Users' },
    { path: '/setup', ready: 'Setup' },
    { path: '/users/units', ready: 'Users' },
    { path: '/setup/mail', ready: 'Setup' },
  ],
  [
    { path: '/appliances', ready: 'Appliances' },
    { path: '/assets', ready: 'Assets' },
    { path: `/appliances?open=${applianceId}`, ready: 'Appliances' },
    { path: '/assets/groups', ready: 'Asset groups' },
    { path: `/appliances?open=${applianceId}&tab=commands`, ready: 'Appliances' },
    { path: '/assets/tags', ready: 'Tags' },
    { path: '/appliances/log', ready: 'Appliances' },
    { path: '/appliances/updates', ready: 'Updates' },
    { path: '/assets/connectors', ready: 'Cloud connectors' },
    { path: '/appliances/packages', ready: 'Updates' },
    { path: '/downloads', ready: 'Downloads' },
    { path: '/notifications', ready: 'Notifications' },
    { path: '/setup/alerts', ready: 'Setup' },
    { path: '/images', ready: 'Images' },
    { path: '/containers', ready: 'Containers' },
    { path: '/sensors', ready: 'Sensors' },
    { path: '/notifications/groups', ready: 'Notifications' },
  ],
];

/** What is wrong with the page as it stands: serious accessibility findings, sideways scrolling. */
async function problemsOf(page: Page): Promise<string[]> {
  // Only what is wrong is worked out in detail: half the time.
  // There are no frames; without the mode that looks into them no second page is opened for each.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ...(sideways > 0 ? [`scrolls sideways by ${sideways} px`] : []),
  ];
}

async function signedInPage(browser: Browser, scheme: 'light' | 'dark', viewport: { width: number; height: number }) {
  const context = await browser.newContext({ colorScheme: scheme, viewport, timezoneId: 'Europe/Berlin', locale: 'en-GB' });
  await enter(context, api, server.url);
  return { context, page: await context.newPage() };
}

for (const { scheme, size } of ROUNDS) {
  test(`every page is free of serious accessibility findings, overflow and errors: ${scheme}, ${size.width} px wide`, async ({
    browser,
  }) => {
    const { context, page } = await signedInPage(browser, scheme, size);
    const noise: string[] = [];
    const lookAt = async (tab: Page, lane: ReturnType<typeof lanes>[number]) => {
      tab.on('console', (message) => message.type() === 'error' && noise.push(message.text()));
      tab.on('pageerror', (error) => noise.push(error.message));
      await tab.goto(`${server.url}${lane[0]?.path}`);
      for (const { path, ready } of lane) {
        // The console is loaded once; as its own links do, this changes the address alone.
        await tab.evaluate((address) => history.pushState(null, '', address), path);
        await expect(tab.getByRole('heading', { level: 1, name: ready })).toBeVisible();
        expect.soft(await problemsOf(tab), `${path}, ${scheme}, ${size.width} px`).toEqual([]);
      }
    };
    // Two tabs: while one loads, the other is looked at.
    const [one = [], other = []] = lanes();
    await Promise.all([lookAt(page, one), lookAt(await context.newPage(), other)]);
    expect(noise).toEqual([]);
    await context.close();
  });
}

test('an anonymous visitor sees the sign-in page and nothing of the installation', async ({ page }) => {
  await page.goto(`${server.url}/schedules?q=dmz`);
  await expect(page).toHaveURL(/\/sign-in\?return=/);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText(/PCI|0\.1\.0|Overview/);
  expect(await problemsOf(page)).toEqual([]);
});
