import { ADMIN } from '../server-process.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { rowOf, scheduleForm } from './schedule-form.ts';
import { expect, test } from './story.ts';

let mailServer: MailServer;

test.beforeAll(async () => {
  mailServer = await startMailServer();
});

test.afterAll(() => mailServer?.stop());

const TOLD = ['duty@corp.example', 'lead@corp.example', ADMIN.email];

test('a group is created in the form of a schedule, and the mail server gets each mail that is owed, once', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-05-03T08:00:00Z');
  await story.goto('/setup/mail');
  const { port, user, password, certificate } = mailServer;
  const form = scheduleForm(page);
  await page.getByLabel('Mail server', { exact: true }).and(page.getByRole('textbox')).fill('127.0.0.1');
  await form.number('Port', port);
  await page.getByLabel('From', { exact: true }).fill('watchbill@corp.example');
  await page.getByLabel('User', { exact: true }).fill(user);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Trusted certificate', { exact: true }).fill(certificate);
  await page.getByRole('button', { name: 'Save mail setup' }).click();
  await page.getByRole('button', { name: 'Send test mail' }).click();
  await expect(page.getByText('The mail server took it:')).toBeVisible();
  expect(await mailServer.take(1)).toMatchObject([{ from: 'watchbill@corp.example', to: [ADMIN.email] }]);

  await story.goto('/schedules/new');
  await form.task('Branch network', ['10.20.0.1']);
  await form.start('3 May 2027', '14:00');
  await form.zone('Berlin', /Berlin/);
  await form.recurrence('Once');
  await page.getByLabel('Before the launch', { exact: true }).check();
  await page.getByLabel('Message before the launch').fill('Backups <b>first</b>');
  await page.getByLabel('Launch completed', { exact: true }).check();
  await page.getByRole('button', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Duty');
  await dialog.getByLabel('Addresses').fill(`duty@corp.example\nlead@corp.example\n${ADMIN.email}`);
  await dialog.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('button', { name: 'Remove Duty (3)' })).toBeVisible();
  await form.save();

  await story.advance('2027-05-03T09:59:59Z');
  await story.advance('2027-05-03T10:00:00Z'); // Two hours before 14:00 in Berlin.
  const before = await mailServer.take(TOLD.length);
  expect(before.map(({ to }) => to)).toEqual(TOLD.map((address) => [address]));
  for (const { subject, text } of before) {
    expect(subject).toContain('Branch network');
    expect(text).toContain('Backups <b>first</b>');
  }
  await story.advance('2027-05-03T12:00:00Z');
  const completed = await mailServer.take(TOLD.length);
  expect(completed.map(({ to }) => to)).toEqual(TOLD.map((address) => [address]));
  for (const { text } of completed) expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/scans\//);
  await story.goto('/notifications');
  await expect(page.getByRole('row').filter({ hasText: 'Branch network' })).toHaveCount(2);
  await expect(page.getByRole('row').filter({ hasText: 'Sent' })).toHaveCount(2);
  await story.goto('/schedules');
  await expect(rowOf(page, 'Branch network')).toContainText('Finished');
});
