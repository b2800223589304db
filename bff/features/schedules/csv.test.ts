import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables } from '../../storage/database.ts';
import type { TestApp, TestCaller, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

// What a spreadsheet would run, and what breaks a line or a cell.
const POISON = ['=HYPERLINK("http://evil.example","open")', '@SUM(A1:A9)', '-2+3|cmd', 'comma, "quote" and; semicolon'];

let app: TestApp;
let manager: TestPerson;
let scanner: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true, name: '+Mia' });
  scanner = await app.signIn({ role: 'scanner', name: 'Sam' });
  const { revision, ...rules } = (await call(manager, 'GET /setup/scheduled-scans')).body;
  await call(manager, 'PUT /setup/scheduled-scans', { ...rules, revision, preventOverlap: false, maxConcurrentScans: 100 });
  for (const title of POISON) {
    app.clock.advance(1000);
    const { status, body } = await call(manager, 'POST /schedules', scheduleBody({ title }));
    expect([status, (await call(manager, `POST /schedules/${body.id}/launch`, {})).status]).toEqual([201, 201]);
  }
  expect((await call(scanner, 'POST /schedules', scheduleBody({ title: 'Sam’s own' }))).status).toBe(201);
}, 30_000);
afterAll(() => app.close());

async function file(person: TestCaller, path: string) {
  const answer = await person.fetch(`/api/v1${path}`);
  const text = await answer.text();
  const { headers, status } = answer;
  return { status, text, headers, rows: parse(text, { columns: true, relax_column_count: false }) as Record<string, string>[] };
}

describe.each([
  ['schedules', '/schedules/export?sort=createdAt:asc&query=owner:me', 'title'],
  ['launches', '/launches/export?sort=nominalAt:asc', 'schedule'],
  ['scans', '/scans/export?sort=number:asc', 'title'],
])('the file of %s', (name, path, titles) => {
  it('is CSV under its name, for this person alone', async () => {
    const { status, headers } = await file(manager, path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv; ?charset=utf-8/);
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="${name}.csv"`));
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['private, no-store', 'nosniff']);
    expect((await app.anonymous.fetch(`/api/v1${path}`)).status).toBe(401);
  });

  it('holds every title as text: nothing in it is a formula, nothing breaks a line', async () => {
    const { rows, text } = await file(manager, path);
    expect(rows.map((row) => row[titles])).toEqual(POISON.map((title) => (/^[=@-]/.test(title) ? `'${title}` : title)));
    expect(text.split('\r\n')).toHaveLength(POISON.length + 2);
    expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('holds the columns that are asked for, in that order, and names one that does not exist', async () => {
    const [all] = (await file(manager, path)).text.split('\r\n');
    const shown = `${path}&columns=${name === 'launches' ? 'verdict,schedule' : 'owner,title'}`;
    const [heads] = (await file(manager, shown)).text.split('\r\n');
    expect([heads, all]).toEqual([name === 'launches' ? 'verdict,schedule' : 'owner,title,targets', expect.stringContaining(titles)]);
    const refused = await manager.fetch(`/api/v1${path}&columns=title,weight`);
    const { issues } = (await refused.json()) as { issues: { path: string[]; message: string }[] };
    expect([refused.status, issues[0]?.path, issues[0]?.message]).toEqual([400, ['columns'], expect.stringMatching(/weight.*Known: /)]);
  });

  it('refuses a filter and an order that do not exist', async () => {
    const address = path.split('?')[0];
    const answers = [`${address}?query=${encodeURIComponent('colour:red')}`, `${address}?sort=colour:asc`];
    for (const wrong of answers) expect((await manager.fetch(`/api/v1${wrong}`)).status).toBe(400);
  });
});

describe('the files', () => {
  it('hold what the person may see, and no more', async () => {
    expect((await file(scanner, '/schedules/export')).rows.map(({ title }) => title)).toEqual(['Sam’s own']);
    expect((await file(scanner, '/launches/export')).rows).toEqual([]);
    expect((await file(scanner, '/scans/export')).rows).toEqual([]);
  });

  it('hold what the filter leaves, whole, beyond one page', async () => {
    const [row] = await app.database.db.select().from(tables.schedule).limit(1);
    const many = Array.from({ length: 450 }, (_, n) => ({
      ...row!,
      id: app.deps.newId(),
      title: `Many ${n}`,
      ownerId: scanner.actor.userId,
    }));
    await app.database.db.insert(tables.schedule).values(many);
    const { rows } = await file(scanner, '/schedules/export?query=title:many&sort=title:asc');
    expect(rows).toHaveLength(450);
    expect(new Set(rows.map(({ title }) => title)).size).toBe(450);
  });
});
