import { expect, type Page } from '@playwright/test';

export type RecurrenceName = 'Once' | 'Daily' | 'Weekly' | 'Monthly' | 'Relaunch on finish';

/** The form of a schedule, as a person fills it in. */
export function scheduleForm(page: Page) {
  const number = (label: string, value: number) => page.getByLabel(label, { exact: true }).fill(String(value));
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const recurrence = (name: RecurrenceName) =>
    page.getByRole('radiogroup', { name: 'Recurrence' }).getByText(name, { exact: true }).click();
  return {
    number,
    choose,
    recurrence,
    task: async (title: string, targets: readonly string[]) => {
      await page.getByLabel('Title').fill(title);
      await page.getByLabel('Addresses, ranges, networks or names').fill(targets.join('\n'));
    },
    /** `23 Apr 2019`, `14:00`. */
    start: async (date: string, time: string) => {
      await page.getByLabel('Date', { exact: true }).fill(date);
      await page.getByLabel('Time', { exact: true }).fill(time);
      await page.getByLabel('Title').focus(); // Leaves the field: the date is read then.
    },
    /** Types into the search, and takes the zone with this text. */
    zone: async (search: string, found: string | RegExp) => {
      const field = page.getByRole('combobox', { name: 'Time zone', exact: true });
      await field.click();
      await field.fill(search);
      await page.getByRole('option', { name: found }).first().click();
    },
    weekdays: async (...days: readonly string[]) => {
      const all = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
      for (const day of all) {
        const box = page.getByRole('checkbox', { name: day, exact: true });
        if ((await box.isChecked()) !== days.includes(day)) await page.getByText(day.slice(0, 3), { exact: true }).click();
      }
    },
    sentence: () => page.locator('.panel-sentence'),
    save: async () => {
      await page.getByRole('button', { name: 'Save schedule' }).first().click();
      await expect(page).toHaveURL(/\/schedules(\?.*)?$/);
    },
  };
}

/** The row of a schedule in the list. */
export const rowOf = (page: Page, title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
