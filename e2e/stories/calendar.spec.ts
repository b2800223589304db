import { expect, test } from './story.ts';

const PLAN = {
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
  scanners: { kind: 'any' },
  target: { kind: 'hosts', include: ['10.20.0.1'] },
};

// The browser is in Berlin, whose clocks change on other days.
test('the calendar of Los Angeles shows the day of 23 hours and the day of 25, with what launches in them', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-03-10T12:00:00Z');
  await story.api.post('/schedules', { ...PLAN, title: 'Half past two', start: '2027-03-11T02:30' });
  await story.api.post('/schedules', { ...PLAN, title: 'Half past one', start: '2027-03-11T01:30' });
  await story.goto('/calendar?view=week&date=2027-03-14');
  await page.getByRole('combobox', { name: 'Zone of the calendar' }).fill('Los Angeles');
  await page
    .getByRole('option', { name: /Pacific/ })
    .first()
    .click();
  await expect(page).toHaveURL(/zone=America(%2F|\/)Los_Angeles/);
  const entry = (name: RegExp) => page.getByRole('button', { name });
  await expect(page.getByText('23 hours')).toBeVisible();
  await expect(page.getByText('02:00 missing')).toBeVisible();
  await expect(entry(/^Sat 13 Mar.* 02:30 PST, Half past two/)).toBeVisible();
  await expect(entry(/^Sun 14 Mar.* 03:30 PDT, Half past two/)).toBeVisible();
  await expect(entry(/^Sun 14 Mar.* 01:30 PST, Half past one/)).toBeVisible();

  await story.goto('/calendar?view=day&date=2027-11-07&zone=America/Los_Angeles');
  await expect(page.getByText('25 hours').first()).toBeVisible();
  await expect(page.getByText('01:00 again')).toBeVisible();
  // Once, at the first of the two.
  await expect(entry(/Half past one/)).toHaveCount(1);
  await entry(/^Sun 7 Nov.* 01:30 PDT, Half past one/).click();
  const panel = page.getByRole('complementary', { name: 'Half past one' });
  await expect(panel).toContainText(/Sun 7 Nov.* 01:30 PDT/);
  await expect(panel).toContainText(/Sun 7 Nov.* 09:30 CET/);
});
