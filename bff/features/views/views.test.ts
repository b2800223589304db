import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEWS_LIMIT } from '../../contract/views.ts';
import { tables } from '../../storage/database.ts';
import { createTestApp, type TestApp, type TestCaller, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  app = await createTestApp();
  ann = await app.signIn('reader');
  bob = await app.signIn('manager');
}, 30_000);
afterAll(() => app.close());

const call = async (person: TestCaller, route: string, json?: unknown) => {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await person.fetch(`/api/v1/views${path}`, { method, ...(json !== undefined && { json }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
};
const save = (person: TestCaller, view: Record<string, unknown>) =>
  call(person, 'POST ', { list: 'schedules', name: 'Mine', query: '', ...view });
const namesOf = async (person: TestCaller, list: string) =>
  (await call(person, `GET ?list=${list}`)).body.items.map(({ name }: { name: string }) => name);

describe('saved views', () => {
  it('are kept with filter, order and columns, and listed by name, whatever its letters', async () => {
    const full = { name: 'zone west', query: 'zone:"los angeles"', sort: 'title:desc', columns: ['title', 'next'] };
    expect((await save(ann, full)).status).toBe(201);
    expect((await save(ann, { name: 'Active', query: 'status:active' })).status).toBe(201);
    const { items } = (await call(ann, 'GET ?list=schedules')).body;
    const id = expect.any(String);
    expect(items).toEqual([
      { id, list: 'schedules', name: 'Active', query: 'status:active' },
      { id, list: 'schedules', ...full },
    ]);
  });

  it('replace the one of the same name, which keeps its id, and drop what the newer one does not say', async () => {
    const first = (await save(ann, { list: 'scans', name: 'Open', query: 'state:running', sort: 'number:asc', columns: ['number'] })).body;
    const second = (await save(ann, { list: 'scans', name: 'Open ', query: 'state:queued' })).body;
    expect(second).toEqual({ id: first.id, list: 'scans', name: 'Open', query: 'state:queued' });
    expect(await namesOf(ann, 'scans')).toEqual(['Open']);
  });

  it('are those of one person and of one list', async () => {
    const { id } = (await save(ann, { list: 'launches', name: 'Missed', query: 'verdict:missed' })).body;
    expect(await namesOf(bob, 'launches')).toEqual([]);
    expect((await call(bob, `DELETE /${id}`)).status).toBe(404);
    await save(bob, { list: 'launches', name: 'Missed', query: 'verdict:late' });
    expect((await call(ann, 'GET ?list=launches')).body.items).toMatchObject([{ id, query: 'verdict:missed' }]);
    expect((await call(ann, `DELETE /${id}`)).status).toBe(204);
    expect((await call(ann, `DELETE /${id}`)).status).toBe(404);
    expect([await namesOf(ann, 'launches'), await namesOf(bob, 'launches')]).toEqual([[], ['Missed']]);
  });

  it('come once when one name is saved twice in the same moment', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => save(bob, { name: 'Twice', query: `q${n}` })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await namesOf(bob, 'schedules')).toEqual(['Twice']);
  });

  it('are refused with all that is wrong', async () => {
    const { status, body } = await save(ann, { list: 'Schedules!', name: '  ', query: 'x'.repeat(2001), columns: [] });
    const paths = body.issues.map(({ path }: { path: string[] }) => path.join('.'));
    expect([status, paths.sort()]).toEqual([400, ['columns', 'list', 'name', 'query']]);
    expect((await call(app.anonymous, 'GET ?list=schedules')).status).toBe(401);
    expect((await call(ann, 'DELETE /not-an-id')).status).toBe(400);
  });

  it(`are ${VIEWS_LIMIT} of a list at most; one of them may still be replaced`, async () => {
    const { userId } = ann.actor;
    await app.database.db.insert(tables.savedView).values(
      Array.from({ length: VIEWS_LIMIT }, (_, n) => ({
        ...{ id: app.deps.newId(), userId, list: 'appliances', name: `View ${n}`, query: '' },
        createdAt: new Date(app.clock.now()),
      })),
    );
    const refused = await save(ann, { list: 'appliances', name: 'One more' });
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(/remove one first/)]);
    expect((await save(ann, { list: 'appliances', name: 'View 7', query: 'late' })).status).toBe(201);
  });
});
