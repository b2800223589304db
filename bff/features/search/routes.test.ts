import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let reader: TestPerson;

beforeAll(async () => {
  app = await createTestApp();
  reader = await app.signIn('reader');
});
afterAll(() => app.close());

const get = async (path: string, query: Record<string, string>) => {
  const answer = await reader.fetch(`/api/v1/qql/${path}?${new URLSearchParams(query)}`);
  return { status: answer.status, body: await answer.json() };
};

describe('the language over HTTP', () => {
  it('says what is wrong, where, and what would do', async () => {
    const { body } = await get('check', { entity: 'containers', query: 'stat:RUNNING and created:[now .. now-1d]' });
    expect(body).toMatchObject({
      valid: false,
      problems: [
        { code: 'token-unknown', start: 0, end: 4, suggestion: 'state', unfinished: false },
        { code: 'range-empty', start: 25, end: 40, suggestion: '[now-1d .. now]' },
      ],
    });
    expect(body).not.toHaveProperty('count');
  });

  it('tells a mistake from what is not finished', async () => {
    const { body } = await get('check', { entity: 'containers', query: 'state:RUNNING and sta' });
    expect(body.problems).toMatchObject([{ code: 'operator-missing', start: 18, end: 21, unfinished: true }]);
  });

  it('counts what a query selects, and freezes now in it', async () => {
    const { body } = await get('check', { entity: 'images', query: 'lastVmScanDate:[now-24h ... now]' });
    expect(body).toMatchObject({ valid: true, count: 0, exact: true, problems: [] });
    expect(body.frozen).toMatch(/^lastVmScanDate:\[\d{4}-\d\d-\d\dT[\d:.]+Z \.\.\. \d{4}-\d\d-\d\dT[\d:.]+Z\]$/);
  });

  it('runs in the lists, which refuse what makes no sense with its place', async () => {
    const list = async (path: string) => {
      const answer = await reader.fetch(`/api/v1/${path}`);
      return { status: answer.status, body: await answer.json() };
    };
    expect((await list('containers?query=state:RUNNING%20and%20not%20isDrift:true')).body.items).toEqual([]);
    const refused = await list('images?query=stat:RUNNING%20and%20created:later');
    expect([refused.status, refused.body.issues.map(({ code }: { code: string }) => code)]).toEqual([
      400,
      ['token-unknown', 'value-invalid'],
    ]);
    expect(refused.body.issues[1].message).toContain('characters 26 to 30');
  });

  it('names all tokens of a list', async () => {
    const { body } = await get('tokens', { entity: 'images' });
    expect(body.items.find(({ name }: { name: string }) => name === 'lastVmScanDate')).toMatchObject({
      kind: 'date',
      example: 'lastVmScanDate:[now-24h ... now]',
    });
  });

  it('completes at a place', async () => {
    const { body } = await get('complete', { entity: 'containers', query: 'state:r', offset: '7' });
    expect(body).toMatchObject({ start: 6, end: 7, items: [{ kind: 'value', text: 'RUNNING' }] });
  });

  it('refuses what is no list', async () => {
    expect((await get('check', { entity: 'hosts', query: '' })).status).toBe(400);
  });
});
