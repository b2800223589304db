import { type RecurrenceName, rowOf, scheduleForm } from './schedule-form.ts';
import { expect, type Story, test } from './story.ts';

interface Example {
  readonly title: string;
  readonly recurrence: RecurrenceName;
  readonly fill?: (form: ReturnType<typeof scheduleForm>) => Promise<void>;
  readonly sentence: string;
  /** The next launch in the schedule's zone, and in that of the browser. */
  readonly next: readonly [string, string];
}

const ZONE = 'Los Angeles time';
const EXAMPLES: readonly Example[] = [
  {
    title: 'One sweep',
    recurrence: 'Once',
    sentence: `Once, Thu 14 Jan at 02:30, ${ZONE}; follows daylight saving.`,
    next: ['Thu 14 Jan 02:30 PST', '11:30'],
  },
  {
    title: 'Days',
    recurrence: 'Daily',
    fill: (form) => form.number('Days between launches', 3),
    sentence: `Every 3 days at 02:30, ${ZONE}, from 14 January; follows daylight saving.`,
    next: ['Thu 14 Jan 02:30 PST', '11:30'],
  },
  {
    title: 'Weekdays',
    recurrence: 'Weekly',
    fill: async (form) => {
      await form.weekdays('Monday', 'Friday');
      await form.number('Weeks between launches', 2);
    },
    sentence: `Every 2 weeks on Monday and Friday at 02:30, ${ZONE}, from 14 January; follows daylight saving.`,
    next: ['Fri 15 Jan 02:30 PST', '11:30'],
  },
  {
    title: 'Month ends',
    recurrence: 'Monthly',
    fill: (form) => form.number('Day of the month', 31),
    sentence: `Day 31 of every month at 02:30, ${ZONE}, from 14 January; follows daylight saving.`,
    next: ['Sun 31 Jan 02:30 PST', '11:30'],
  },
  {
    title: 'Patch days',
    recurrence: 'Monthly',
    fill: async (form) => {
      await form.choose('Day of the month by', 'The');
      await form.choose('Week of the month', 'second');
      await form.choose('Weekday', 'Tuesday');
    },
    sentence: `Second Tuesday of every month at 02:30, ${ZONE}, from 14 January; follows daylight saving.`,
    next: ['Tue 9 Feb 02:30 PST', '11:30'],
  },
  {
    title: 'Over and over',
    recurrence: 'Relaunch on finish',
    sentence: `Relaunch on finish, ${ZONE}, from 14 January at 02:30; follows daylight saving.`,
    next: ['Thu 14 Jan 02:30 PST', '11:30'],
  },
];

async function create({ page }: Story, { title, recurrence, fill, sentence, next }: Example): Promise<void> {
  const form = scheduleForm(page);
  // The empty list offers a second one.
  await page.getByRole('link', { name: 'New schedule' }).first().click();
  await form.task(title, ['10.20.0.0/28']);
  await form.start('14 Jan 2027', '02:30');
  await form.zone('Los Angeles', /Pacific/);
  await form.recurrence(recurrence);
  await fill?.(form);
  await expect(form.sentence()).toHaveText(sentence);
  if (title === 'Month ends') {
    // The rule for shorter months is said beside the launch that it moves.
    const february = page.getByRole('table').filter({ hasText: 'Sun 28 Feb' });
    await expect(february).toContainText('month has no day 31, launches on day 28');
  }
  await form.save();
  await expect(rowOf(page, title)).toContainText(next[0]);
  await expect(rowOf(page, title)).toContainText(next[1]);
}

test('each recurrence is filled in, read as a sentence and saved; continuous once Setup allows it', async ({ story }) => {
  const { page } = story;
  await story.begin('2027-01-12T09:00:00Z');
  await story.goto('/schedules/new');
  const continuous = page.getByRole('radio', { name: /Relaunch on finish/ });
  await expect(continuous).toBeDisabled();
  await expect(page.getByText('Relaunch on finish is locked: a Manager primary contact can allow it in Setup')).toBeVisible();
  await story.goto('/setup');
  await page.getByLabel('Schedules may relaunch when their scan finishes').check();
  await page.getByRole('button', { name: 'Save setup' }).click();
  // Not "Save setup", which cannot be pressed while it saves either.
  await expect(page.getByRole('button', { name: 'Discard changes' })).toBeDisabled();
  await page.getByRole('link', { name: 'Schedules', exact: true }).click();
  for (const example of EXAMPLES) await create(story, example);
});

test('a zone is found by place, country and offset; one that the product does not offer is refused with what would do', async ({
  story,
}) => {
  const { page } = story;
  await story.begin('2027-01-12T09:00:00Z');
  await story.goto('/schedules/new');
  const form = scheduleForm(page);
  const field = page.getByRole('combobox', { name: 'Time zone', exact: true });
  for (const [search, found] of [
    ['Kolkata', /India/],
    ['Nepal', /Kathmandu/],
    ['-03:30', /Newfoundland/],
  ] as const) {
    await form.zone(search, found);
    await expect(field).toHaveValue(found);
  }
  await field.fill('Atlantis');
  await expect(page.getByText('No such place. A larger city nearby would do, a country, or an offset such as +05:30.')).toBeVisible();
  // What the picker does not offer, a script may still send.
  const plan = { start: '2027-01-14T02:30', observeDst: false, recurrence: { kind: 'once' }, scanners: { kind: 'any' } };
  const answer = await page.request.post(`${story.url}/api/v1/schedules`, {
    data: { ...plan, title: 'Prairie', target: { kind: 'hosts', include: ['10.0.0.1'] }, timeZone: 'Canada/Saskatchewan' },
    headers: { origin: story.url },
  });
  expect(answer.status()).toBe(400);
  const { issues } = (await answer.json()) as { issues: { path: string[]; message: string }[] };
  expect(issues).toEqual([
    {
      path: ['timeZone'],
      code: 'time-zone-not-supported',
      message: 'time zone not supported: Canada/Saskatchewan; nearest supported zone: America/Swift_Current',
    },
  ]);
});
