import { rowOf, scheduleForm } from './schedule-form.ts';
import { expect, test } from './story.ts';

const PLAN = {
  title: 'Office network',
  start: '2027-02-03T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
  scanners: { kind: 'any' },
  target: { kind: 'hosts', include: ['10.20.0.0/28'] },
};

test('an edit shows which launches it moves, adds and loses before it is saved', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-02-02T12:00:00Z');
  const { id } = await story.api.post<{ id: string }>('/schedules', PLAN);
  await story.goto(`/schedules/${id}/edit`);
  const form = scheduleForm(page);
  const changes = page.locator('.diff-counts');
  await form.start('3 Feb 2027', '04:00');
  await expect(changes).toHaveText('0 added90 moved0 lost');
  const first = page.getByRole('list', { name: 'Launches that this edit changes' }).getByRole('listitem').first();
  await expect(first).toHaveText(/Wed 3 Feb.* 02:30 PST.*to .*Wed 3 Feb.* 04:00 PST/);
  await form.number('Days between launches', 2);
  await expect(changes).toHaveText(/^0 added45 moved45 lost$/);
  await expect(rowOf(page, PLAN.title)).toHaveCount(0);
  await form.save();
  await expect(rowOf(page, PLAN.title)).toContainText(/04:00 PST.*Every 2 days at 04:00/s);
});

test('of two people who edit, the second sees what the first changed and loses nothing', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-02-02T12:00:00Z');
  const { id } = await story.api.post<{ id: string }>('/schedules', PLAN);
  await story.goto(`/schedules/${id}/edit`);
  const mine = scheduleForm(page);
  await mine.start('3 Feb 2027', '04:00');
  const other = await story.pageOf('manager');
  await other.goto(`${story.url}/schedules/${id}/edit`);
  const theirs = scheduleForm(other);
  await theirs.start('3 Feb 2027', '05:00');
  await theirs.number('Priority', 7);
  await theirs.save();
  await page.getByRole('button', { name: 'Save schedule' }).click();
  await expect(page.getByText('Not saved: somebody changed this schedule')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Time, mine: 04:00' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Time, theirs: 05:00' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Priority, theirs: 7' })).toBeChecked();
  await page.getByRole('button', { name: 'Go on with these' }).click();
  await mine.save();
  const saved = await story.api.get<{ start: string; priority: number }>(`/schedules/${id}`);
  expect(saved).toMatchObject({ start: '2027-02-03T04:00', priority: 7 });
});

test('who may only read finds nothing to write with', async ({ story }) => {
  await story.begin('2027-02-02T12:00:00Z');
  await story.api.post('/schedules', PLAN);
  await story.behave({ mood: 'hold' });
  await story.advance('2027-02-03T10:30:00Z');
  const reader = await story.pageOf('reader');
  await reader.goto(`${story.url}/schedules`);
  await expect(rowOf(reader, PLAN.title)).toBeVisible();
  await expect(reader.getByRole('link', { name: 'New schedule' })).toHaveCount(0);
  await reader.getByRole('button', { name: `Actions for ${PLAN.title}` }).click();
  await expect(reader.getByRole('menuitem')).toHaveText(['View']);
  await reader.goto(`${story.url}/scans`);
  await expect(rowOf(reader, PLAN.title)).toContainText('Running');
  await expect(reader.getByRole('button', { name: /^(Pause|Resume|Cancel) / })).toHaveCount(0);
});
