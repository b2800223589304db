import type { Page } from '@playwright/test';
import { expect, test } from './story.ts';
import { bindSensor } from './test-sensor.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const LAYER = digest('d');
const PAY = {
  imageId: digest('a'),
  repoTags: ['registry.corp.example/pay/api:2.41.0', 'registry.corp.example/pay/api:prod'],
  repoDigests: [],
};
const LARGE = { imageId: digest('b'), repoTags: ['registry.corp.example/ml/scoring:0.9'], repoDigests: [] };
const CONTAINER = 'c'.repeat(64);

/** What wants to run as a formula in a sheet, and to turn the text around it. */
const POISONED = "=cmd|' /C calc'!A0";

const packaged = (name: string) => ({ ecosystem: 'Debian:12', type: 'deb', name, version: '1.0.2-3', layer: LAYER });
const finding = (advisoryId: string, severity: number, name: string, more: object = {}) => ({
  ...{
    advisoryId,
    cves: ['CVE-2026-1000'],
    severity,
    title: `${name}: a known way in`,
    package: name,
    installedVersion: '1.0.2-3',
    layer: LAYER,
  },
  ...more,
});

const SCANNED = {
  ...{ kind: 'image-scanned', imageId: PAY.imageId, trigger: 'pull', action: 'pull', manifest: '2026.03.05-2', size: 182_000_000 },
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  packages: [packaged('openssl'), packaged(POISONED)],
  layers: [{ digest: LAYER, size: 182_000_000, createdBy: 'ADD rootfs.tar.xz /' }],
  findings: [finding('DSA-5500-1', 5, 'openssl', { fixedVersion: '1.0.2-3+deb12u1' }), finding('GHSA-1', 3, POISONED)],
};

const DRIFT = {
  software: [{ change: 'added', package: { ecosystem: 'Debian:12', type: 'deb', name: 'netcat-openbsd', version: '1.219-1' } }],
  files: [{ change: 'added', path: '/tmp/payload.sh' }],
  filesTotal: 1,
};

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

// Seed C1, C2, C6, C7; F5.
test('a sensor is added, tells of images and containers, and the console says why each was scanned or not', async ({ story }) => {
  const { page } = story;
  await story.begin('2028-03-05T18:42:00Z');
  await story.goto('/images');
  await page.getByRole('link', { name: 'Add a sensor' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('fra-docker-01');
  await dialog.getByRole('button', { name: 'Create and show the code' }).click();
  const line = await dialog.locator('code').first().textContent();
  const sensor = await bindSensor(story.url, /--perscode (\d{14})/.exec(line ?? '')?.[1] ?? '');
  await sensor.checkIn();
  await expect(dialog).toContainText('fra-docker-01 is online.');
  await dialog.getByRole('button', { name: 'Done' }).click();

  await sensor.tell(
    { kind: 'image-seen', ...PAY },
    SCANNED,
    { kind: 'not-scanned', imageId: PAY.imageId, trigger: 'tag', action: 'tag', code: 'alias', reason: 'A tag of a scanned image' },
    { kind: 'image-seen', ...LARGE },
    {
      kind: 'image-not-scannable',
      imageId: LARGE.imageId,
      trigger: 'load',
      code: 'too-large',
      reason: 'It has 21.9 GB; 20 GB are the most.',
    },
    {
      kind: 'container-seen',
      containerId: CONTAINER,
      name: 'pay-api-1',
      imageId: PAY.imageId,
      state: 'RUNNING',
      created: Date.parse('2028-03-05T18:00:00Z'),
    },
    { kind: 'container-scanned', containerId: CONTAINER, trigger: 'drift', manifest: '2026.03.05-2', findings: [], drift: DRIFT },
  );

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Images' }).click();
  await expect(row(page, 'pay/api')).toContainText('1 of 2 fixable');
  await expect(row(page, 'pay/api')).toContainText('pulled');
  await expect(row(page, 'ml/scoring')).toContainText('It has 21.9 GB; 20 GB are the most.');

  const query = page.getByRole('combobox', { name: 'Search images' });
  await query.pressSequentially('vulnerabilities.sev');
  await expect(page.getByRole('option', { selected: true })).toBeVisible();
  await query.press('Tab');
  await query.pressSequentially(':5');
  await expect(page.locator('.qql-outcome')).toHaveText('1 image');
  await query.press('Control+Enter');
  await expect(row(page, 'ml/scoring')).toHaveCount(0);
  await query.fill('vulnerabilites.severity:5');
  await page.getByRole('button', { name: 'Take vulnerabilities.severity' }).click();
  await expect(query).toHaveValue('vulnerabilities.severity:5');

  await row(page, 'pay/api').click();
  await expect(page.getByText(`${POISONED}: a known way in`)).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(row(page, 'A tag of a scanned image')).toContainText('Not scanned');
  await page.getByRole('button', { name: 'Scan now' }).click();
  await expect(page.getByText(/waits for the next check-in of fra-docker-01/)).toBeVisible();
  expect((await sensor.checkIn()).orders.map(({ kind }) => kind)).toEqual(['scan-image']);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Containers' }).click();
  await expect(row(page, 'pay-api-1')).toContainText('1 package, 1 file');
  await row(page, 'pay-api-1').getByText('pay-api-1').click();
  await page.getByRole('link', { name: /^Drift/ }).click();
  await expect(page.getByRole('table', { name: 'Software that differs' })).toContainText('netcat-openbsd');
});
