import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true });
});
afterAll(() => app.close());

interface Answer {
  readonly status: number;
  readonly body: { readonly [key: string]: unknown; readonly issues?: readonly { path: unknown[]; code: string; message: string }[] };
}

type Body = string | Uint8Array<ArrayBuffer>;

async function send(body: Body, { person = manager, path = '', type = 'text/csv' } = {}): Promise<Answer> {
  const answer = await person.fetch(`/api/v1/assets/import${path}`, { method: 'POST', body, headers: { 'content-type': type } });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}
const preview = (body: Body) => send(body, { path: '/preview' });
const count = async () => Number((await app.deps.db.execute<{ n: string }>(sql`select count(*) as n from asset`)).rows[0]!.n);

describe('a file sent as text/csv', () => {
  test('is previewed without being saved, then imported with the same counts; a second time nothing changes', async () => {
    await send('address,name,tags\n10.1.0.1,old.example,Web\n10.1.0.2,same.example,\n');
    const file = 'address,name,os,tags,rack\n10.1.0.1,New.example,Debian 12,web;Mail,A1\n10.1.0.2,same.example,,,\n,fresh.example,,Mail,\n';
    const before = await count();
    const counts = { created: 1, updated: 1, unchanged: 1, tagsCreated: 1, ignoredColumns: ['rack'] };
    const changes = [
      { field: 'name', before: 'old.example', after: 'new.example' },
      { field: 'operatingSystem', after: 'Debian 12' },
    ];
    expect((await preview(file)).body).toEqual({
      ...{ ...counts, newTags: ['Mail'] },
      lines: [
        { line: 2, effect: 'updated', address: '10.1.0.1', name: 'new.example', changes, newTags: ['Mail'] },
        { line: 4, effect: 'created', name: 'fresh.example', changes: [], newTags: ['Mail'] },
      ],
    });
    expect(await count()).toBe(before);
    expect((await send(file)).body).toEqual(counts);
    expect((await send(file)).body).toMatchObject({ created: 0, updated: 0, unchanged: 3, tagsCreated: 0 });
  });

  test('may be larger than any JSON, has 50,000 lines at most, and keeps the server answering', async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `10.${100 + (i >> 16)}.${(i >> 8) & 255}.${i & 255},host-${i}.corp.example,Debian GNU/Linux 12,Bulk`,
    );
    const file = `address,name,os,tags\n${lines.join('\n')}\n`;
    expect(file.length).toBeGreaterThan(2 * 1024 * 1024);
    const sent = preview(file);
    expect((await manager.fetch('/api/v1/me')).status).toBe(200);
    expect((await sent).body).toMatchObject({ created: 50_000, tagsCreated: 1 });
    const { status, body } = await preview(`${file}10.200.0.1,,,\n`);
    expect([status, body.issues?.map(({ path, code }) => [path, code])]).toEqual([400, [[['csv'], 'csv-too-many-lines']]]);
  });

  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  test.each<[string, Body, Record<string, unknown>]>([
    ['with a byte order mark', '\ufeffaddress\n10.3.0.1\n', { created: 1 }],
    ['as UTF-16, with tabs, as spreadsheets save it', utf16('address\tname\r\n10.3.0.2\tweb\r\n10.3.0.2\t\r\n'), { issues: [3] }],
    ['with the line ends of old', 'address\r10.3.0.3\r10.3.0.x\r', { issues: [3] }],
    ['with formulas: they stay text', 'address,tags\n10.3.0.4,=1+1;@SUM(A1)\n', { created: 1, tagsCreated: 2 }],
    [
      'in Latin-1',
      new Uint8Array(Buffer.from('address,os\n10.3.0.5,ok\n10.3.0.6,M\u00fcnchen\n', 'latin1')),
      { issues: [3], code: 'csv-encoding' },
    ],
    ['with a NUL', 'address\n10.3.0.7\n10.3.\0.8\n', { issues: [3], code: 'csv-not-text' }],
    ['with a line of a megabyte', `address\n10.3.0.9\n${'x'.repeat(1024 * 1024)}\n`, { issues: [3], code: 'csv-not-readable' }],
    ['with bad lines before one that cannot be read', 'address\nnobody\n10.3.0.1\n"10.3\n', { issues: [2, 4] }],
    ['without any line', '\n\n', { issues: [1], code: 'csv-columns' }],
    ['with two columns for one thing', 'ip,address\n10.3.0.1,10.3.0.2\n', { issues: [1] }],
    ['that holds nothing but zeros', new Uint8Array(2000), { issues: [1], code: 'csv-not-text' }],
  ])('%s', async (_, file, { issues, code, ...expected }) => {
    const { status, body } = await preview(file);
    expect(status).toBe(issues === undefined ? 200 : 400);
    if (issues === undefined) return expect(body).toMatchObject(expected);
    expect(body.issues?.map(({ path }) => path)).toEqual((issues as number[]).map((line) => ['csv', line]));
    if (code !== undefined) expect(body.issues?.[0]?.code).toBe(code);
  });

  test('tells a thousand bad lines one by one and counts the rest; nothing is saved', async () => {
    const before = await count();
    const { status, body } = await send(`address\n10.4.0.1\n${Array.from({ length: 1500 }, (_, i) => `wrong ${i}`).join('\n')}`);
    expect([status, body.issues?.length]).toEqual([400, 1001]);
    expect(body.issues?.at(-1)).toMatchObject({ code: 'csv-more', message: '500 more lines are wrong. Correct these first.' });
    expect(await count()).toBe(before);
  });

  test('is refused when a column would become more than a thousand tags', async () => {
    const { body } = await send(`address,tags\n${Array.from({ length: 1001 }, (_, i) => `10.5.${i >> 8}.${i & 255},T${i}`).join('\n')}`);
    expect(body.issues).toMatchObject([{ path: ['csv'], code: 'csv-too-many-tags' }]);
  });

  test('is not read at all when it is too large, of another encoding, or from somebody who may not send one', async () => {
    const large = 'x'.repeat(16 * 1024 * 1024 + 1);
    expect(await send(large)).toMatchObject({ status: 413, body: { code: 'too-large' } });
    expect(await send('address\n', { type: 'text/csv; charset=windows-1252' })).toMatchObject({ status: 415 });
    const reader = await app.signIn('reader');
    expect(await send('address\n10.9.9.9', { person: reader })).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
    const nobody = await app.anonymous.fetch('/api/v1/assets/import', {
      method: 'POST',
      body: 'address',
      headers: { 'content-type': 'text/csv' },
    });
    expect(nobody.status).toBe(401);
    const elsewhere = await manager.fetch('/api/v1/tags', { method: 'POST', body: 'a,b', headers: { 'content-type': 'text/csv' } });
    expect(elsewhere.status).toBe(415);
  });

  test('of another unit is refused at its lines, in the preview too', async () => {
    const unit = await manager.client.businessUnits.create({ name: 'North', networks: ['10.6.0.0/16'] });
    const north = await app.signIn({ role: 'unit-manager', businessUnitId: unit.id });
    const file = 'address\n10.6.0.1\n10.1.0.1\n';
    for (const path of ['', '/preview']) {
      const { body } = await send(file, { person: north, path });
      expect(body.issues).toMatchObject([{ path: ['csv', 3], code: 'asset-outside-unit' }]);
    }
    expect((await send('address\n10.6.0.1\n', { person: north })).body).toMatchObject({ created: 1 });
    const { items } = await north.client.assets.list({});
    expect(items.map(({ address }) => address)).toEqual(['10.6.0.1']);
  });
});

test('a rule is counted before it is saved', async () => {
  await send('address,name\n10.7.0.1,db-1.example\n10.7.0.2,db-2.example\n10.7.1.1,db-3.example\n10.7.1.2,web.example\n');
  const ask = (person: TestPerson, rule: Parameters<TestPerson['client']['tags']['preview']>[0]['rule']) =>
    person.client.tags.preview({ rule });
  expect(await ask(manager, { kind: 'name', pattern: 'DB-*' })).toMatchObject({
    assets: 3,
    examples: expect.arrayContaining(['db-1.example']),
  });
  expect(await ask(manager, { kind: 'network', ranges: ['10.7.1.0/24', '10.7.0.2'] })).toMatchObject({ assets: 3 });
  expect(await ask(manager, { kind: 'static' })).toEqual({ assets: 0, examples: [] });
  await expect(ask(manager, { kind: 'network', ranges: ['10.7.0.0/24', 'db-1.example'] })).rejects.toMatchObject({
    data: { issues: [{ path: ['rule', 'ranges', 1], code: 'range-not-addresses' }] },
  });
  const scanner = await app.signIn('scanner');
  await expect(ask(scanner, { kind: 'name', pattern: 'db-*' })).rejects.toMatchObject({ code: 'not-permitted' });
});
