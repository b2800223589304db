import { expect, test } from '@playwright/test';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from './server-process.ts';

const folder = newFolder();
let server: ServerProcess;

test.beforeAll(async () => {
  server = await startServer({ folder, port: await freePort() });
});

test.afterAll(async () => {
  await server?.kill('SIGTERM');
  removeFolder(folder);
});

test('a newcomer opens the printed link, scans this machine and reads the report', async ({ page }) => {
  const link = server.lines.join('\n').match(/http\S+\/first-run\?token=\S+/)?.[0] ?? '';
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill('Mara Okafor');
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('button', { name: 'Use this time zone' }).click();
  await page.getByRole('button', { name: 'Go on', exact: true }).click({ timeout: 60_000 });
  await page.getByLabel('Targets').fill('127.0.0.1');
  await page.getByLabel('I am allowed to scan these addresses').check();
  await page.getByRole('button', { name: 'Scan and save the schedule' }).click();
  await page.getByRole('link', { name: 'Watch the scan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const report = page.getByRole('link', { name: 'View report' });
  const scanPath = new URL(page.url()).pathname;
  const state = async () => ((await (await page.request.get(`${server.url}/api/v1${scanPath}`)).json()) as { state: string }).state;
  await expect.poll(state, { timeout: 240_000, intervals: [1000] }).toBe('finished');
  const href = await report.getAttribute('href');
  await page.goto(new URL(href ?? '', server.url).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('body')).toContainText('127.0.0.1');

  // The link was good for one use, and the account it made signs in.
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByLabel('Name', { exact: true })).toHaveCount(0);
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});
