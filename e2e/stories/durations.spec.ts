import { rowOf, scheduleForm } from './schedule-form.ts';
import { expect, type Story, test } from './story.ts';

const UTC = 'Africa/Abidjan'; // UTC all year.
const BERLIN = { timeZone: 'Europe/Berlin', observeDst: true };
const PLAN = { scanners: { kind: 'any' }, target: { kind: 'hosts', include: ['10.20.0.1'] } };

const scanRow = ({ page }: Story, title: string) => rowOf(page, title);

// The two examples of the seed, to the minute, in Berlin (UTC+2 in April).
test('a scan is paused by its duration and resumed by itself, both counted from its start: the examples of S5', async ({ story }) => {
  const { page } = story;
  await story.begin('2019-04-22T09:00:00Z');
  await story.behave({ mood: 'hold' });
  await story.goto('/schedules/new');
  const form = scheduleForm(page);
  await form.task('Example 1', ['10.20.0.1']);
  await form.start('23 Apr 2019', '14:00');
  await form.zone('Berlin', /Berlin/);
  await form.recurrence('Once');
  await form.choose('Stop the scan', 'Pause');
  await form.number('Hours until it is stopped', 2);
  await form.number('Minutes until it is stopped', 30);
  await form.choose('Resume', 'Automatically');
  await form.number('Days until it is resumed', 1);
  await form.number('Hours until it is resumed', 0);
  await expect(page.locator('#duration')).toContainText(/16:30.*24 Apr.*14:00/s);
  await form.save();
  const duration = { action: 'pause', afterMinutes: 30 * 60, resume: { kind: 'after', days: 2, hours: 0 } };
  const once = { ...PLAN, ...BERLIN, start: '2019-04-23T14:00', recurrence: { kind: 'once' } };
  await story.api.post('/schedules', { ...once, title: 'Example 2', duration });

  await story.goto('/scans');
  await story.advance('2019-04-23T12:00:00Z');
  await expect(scanRow(story, 'Example 2')).toContainText('Running');
  await story.advance('2019-04-23T14:29:59Z');
  await expect(scanRow(story, 'Example 1')).toContainText('Running');
  await story.advance('2019-04-23T14:30:00Z'); // 16:30
  await expect(scanRow(story, 'Example 1')).toContainText(/Paused.*by duration.*resumes.*Wed 24 Apr.*14:00/s);
  await expect(scanRow(story, 'Example 2')).toContainText('Running');
  // Only time matters from here: what the appliance holds it loses, and nothing is found meanwhile.
  await story.behave({ mood: 'away' });
  await story.advance('2019-04-24T11:59:59Z');
  await expect(scanRow(story, 'Example 1')).toContainText('Paused');
  await story.advance('2019-04-24T12:00:00Z'); // 14:00
  await expect(scanRow(story, 'Example 1')).not.toContainText('Paused');
  await story.advance('2019-04-24T17:59:59Z');
  await expect(scanRow(story, 'Example 2')).toContainText('Running');
  await story.advance('2019-04-24T18:00:00Z'); // 20:00
  await expect(scanRow(story, 'Example 2')).toContainText(/Paused.*by duration.*resumes.*Thu 25 Apr.*14:00/s);
  await story.advance('2019-04-25T11:59:59Z');
  await expect(scanRow(story, 'Example 2')).toContainText('Paused');
  await story.advance('2019-04-25T12:00:00Z'); // 14:00
  await expect(scanRow(story, 'Example 2')).not.toContainText('Paused');
  await story.behave({ mood: 'finish' });
  for (const title of ['Example 1', 'Example 2']) await expect(scanRow(story, title)).toContainText('Finished');
});

test('a scan that a person paused waits for a person; launches meanwhile are skipped and counted until the schedule ends', async ({
  story,
}) => {
  const { page } = story;
  await story.begin('2027-03-01T05:00:00Z');
  await story.goto('/setup');
  await page.getByLabel('A schedule does not launch while its previous scan has not ended').check();
  await page.getByRole('button', { name: 'Save setup' }).click();
  await expect(page.getByRole('button', { name: 'Discard changes' })).toBeDisabled();
  await story.behave({ mood: 'hold' });
  // Paused by itself it would resume by itself: what a person does comes first.
  const duration = { action: 'pause', afterMinutes: 60, resume: { kind: 'after', days: 0, hours: 3 } };
  const daily = { start: '2027-03-01T06:00', timeZone: UTC, observeDst: false, recurrence: { kind: 'daily', every: 1 }, endsAfter: 3 };
  await story.api.post('/schedules', { ...PLAN, ...daily, title: 'Three nights', duration });
  await story.advance('2027-03-01T06:00:00Z');
  await story.goto('/scans');
  await page.getByRole('button', { name: 'Pause Three nights' }).click();
  await expect(scanRow(story, 'Three nights')).toContainText(/Paused.*by a person.*resumes when somebody resumes it/s);
  await story.advance('2027-03-02T06:00:00Z');
  await story.advance('2027-03-03T06:00:00Z');
  await expect(scanRow(story, 'Three nights')).toHaveCount(1);
  await expect(scanRow(story, 'Three nights')).toContainText(/Paused.*by a person/s);
  await story.goto('/schedules');
  await expect(rowOf(page, 'Three nights')).toContainText(/No next launch.*Inactive.*all launches done/s);
  await story.goto('/launches');
  await expect(page.getByRole('row').filter({ hasText: 'Skipped' })).toHaveCount(2);
  await page.getByRole('button', { name: "Why didn't it run? Three nights" }).first().click();
  await expect(page.getByRole('dialog')).toContainText('The previous scan had not ended: paused');
  await page.keyboard.press('Escape');
  await story.goto('/scans');
  await page.getByRole('button', { name: 'Resume Three nights' }).click();
  await story.behave({ mood: 'finish' });
  await expect(scanRow(story, 'Three nights')).toContainText('Finished');
});

test('a continuous schedule launches after each end, and the service deactivates it at the second error in a row', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-04-01T05:00:00Z');
  const setup = await story.api.get<object>('/setup/scheduled-scans');
  await story.api.put('/setup/scheduled-scans', { ...setup, relaunchOnFinish: true, deactivateAfterErrors: 2 });
  const plan = { start: '2027-04-01T06:00', timeZone: UTC, observeDst: false, recurrence: { kind: 'continuous' } };
  await story.api.post('/schedules', { ...PLAN, ...plan, title: 'Over and over' });
  await story.goto('/scans');
  await story.advance('2027-04-01T06:00:00Z');
  await expect(scanRow(story, 'Over and over')).toHaveCount(1);
  await story.behave({ mood: 'fail' });
  await story.advance('2027-04-01T06:01:00Z');
  await expect(scanRow(story, 'Over and over')).toHaveCount(2);
  await expect(scanRow(story, 'Over and over').filter({ hasText: 'Error' })).toHaveCount(1);
  await story.advance('2027-04-01T06:02:00Z');
  await expect(scanRow(story, 'Over and over').filter({ hasText: 'Error' })).toHaveCount(2);
  await story.advance('2027-04-01T08:00:00Z');
  await expect(scanRow(story, 'Over and over')).toHaveCount(3);
  await story.goto('/schedules');
  await expect(rowOf(page, 'Over and over')).toContainText(/Deactivated.*by the service: scan errors/s);
});
