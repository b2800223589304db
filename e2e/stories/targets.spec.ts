import { rowOf, scheduleForm } from './schedule-form.ts';
import { expect, type Story, test } from './story.ts';

const ZONE = { timeZone: 'Africa/Abidjan', observeDst: false }; // UTC all year.
const QUESTION = 'No scannable assets match the select tags and connector details. Do you still want to schedule this scan job?';

interface Made {
  readonly id: string;
  readonly revision: number;
}

const tagOf = (story: Story, name: string) => story.api.post<Made>('/tags', { name, rule: { kind: 'network', ranges: ['10.20.0.0/28'] } });

/** A weekly schedule of what carries the tag, launched once. */
async function launchTagged(story: Story, title: string, tagIds: readonly string[]): Promise<Made> {
  const target = { kind: 'tags', include: { match: 'any', tagIds } };
  const recurrence = { kind: 'daily', every: 1 };
  return story.api.post<Made>('/schedules', { ...ZONE, title, target, recurrence, start: '2027-05-03T06:00', scanners: { kind: 'any' } });
}

// Seed S13.
test('a scan is launched again with its tags while its schedule is unchanged, without them once it was updated', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-05-02T12:00:00Z');
  await story.api.post('/assets/import', { csv: 'address,name\n10.20.0.1,web-1\n10.20.0.2,web-2\n' });
  const tag = await tagOf(story, 'Web servers');
  const { id } = await launchTagged(story, 'Tagged network', [tag.id]);
  await story.advance('2027-05-03T06:00:00Z');
  await story.advance('2027-05-03T06:10:00Z');
  await story.goto('/scans');
  await expect(rowOf(page, 'Tagged network')).toContainText('Finished');
  await page.getByRole('link', { name: 'Relaunch Tagged network' }).click();
  await expect(page.getByRole('heading', { name: 'Relaunch a scan' })).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Tagged network');
  await expect(page.locator('main')).toContainText('Web servers');

  const now = await story.api.get<Record<string, unknown>>(`/schedules/${id}`);
  await story.api.put(`/schedules/${id}`, { ...now, priority: 3 });
  await story.goto('/scans');
  await page.getByRole('link', { name: 'Relaunch Tagged network' }).click();
  await expect(page.getByText(/updated the schedule of this scan, .*they are left out\. Choose the tags to scan\./)).toBeVisible();
  await expect(page.locator('main')).not.toContainText('Web servers');
});

// Seed S14.
test('a cloud schedule whose tags match nothing asks, and is saved when told to continue', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-05-04T12:00:00Z');
  await tagOf(story, 'Nothing yet');
  await story.api.post('/connectors', {
    ...{ name: 'Test account', kind: 'aws-ec2', regions: ['eu-central-1'], addressKind: 'private' },
    ...{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  });
  await story.goto('/schedules/new');
  const form = scheduleForm(page);
  await page.getByLabel('Title').fill('Cloud estate');
  await page.locator('#targets').getByText('Cloud', { exact: true }).click();
  await form.choose('Cloud connector', 'Test account');
  await page.getByRole('combobox', { name: 'Tags', exact: true }).click();
  await page.getByRole('option', { name: /Nothing yet/ }).click();
  await form.start('5 May 2027', '06:00');
  await page.getByRole('button', { name: 'Save schedule' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'No scannable assets' });
  await expect(dialog).toContainText(QUESTION);
  await dialog.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('Cloud estate');
  await page.getByRole('button', { name: 'Save schedule' }).first().click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(rowOf(page, 'Cloud estate')).toBeVisible();
});
