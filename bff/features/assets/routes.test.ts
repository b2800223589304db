import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true });
});
afterAll(() => app.close());

const importing = (person: TestPerson, csv: string) => person.client.assets.import({ csv });
const addresses = async (person: TestPerson, query: string) =>
  (await person.client.assets.list({ query })).items.map(({ address, name }) => address ?? name);

describe('imported assets', () => {
  test('are created, updated at the next import, and carry the tags of their line', async () => {
    const csv = 'address,name,os,tags,rack\n10.1.0.1,WEB-1.corp.example,Debian 12,Imported; =cmd|calc,A1\n,printer.corp.example,,,\n';
    expect(await importing(manager, csv)).toEqual({
      ...{ created: 2, updated: 0, unchanged: 0, tagsCreated: 2, ignoredColumns: ['rack'] },
    });
    expect(await importing(manager, '\ufeffip;hostname\r\n10.1.0.1;web-one.corp.example\r\n')).toMatchObject({ created: 0, updated: 1 });
    const { items } = await manager.client.assets.list({ query: 'tag:imported' });
    expect(items).toMatchObject([{ address: '10.1.0.1', name: 'web-one.corp.example', operatingSystem: 'Debian 12', source: 'import' }]);
    const { items: tags } = await manager.client.tags.list({ query: 'kind:static' });
    expect(tags.map(({ name, assetCount }) => [name, assetCount])).toEqual([
      ['=cmd|calc', 1],
      ['Imported', 1],
    ]);
  });

  test('come all or not at all: every bad line is told with its number', async () => {
    const csv = 'address,name\n10.2.0.1,\n10.2.0.0/24,\n"multi\nline",\n10.2.0.1,\n,\n224.0.0.1,\n';
    const answer = await manager.fetch('/api/v1/assets/import', { method: 'POST', json: { csv } });
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { path: unknown[]; message: string }[] };
    expect(issues.map(({ path }) => path)).toEqual([3, 4, 6, 7, 8].map((line) => ['csv', line]));
    expect(await addresses(manager, 'network:10.2.0.0/16')).toEqual([]);
  });
});

describe('rule tags', () => {
  test('find what is there when they are made, what comes later, and follow a changed rule', async () => {
    await importing(manager, 'address,name\n10.3.0.1,db-1.corp.example\n10.3.0.2,\n10.3.1.1,db-2.corp.example');
    const tag = await manager.client.tags.create({ name: 'Net three', rule: { kind: 'network', ranges: ['10.3.0.0/24'] } });
    expect(tag.assetCount).toBe(2);
    await importing(manager, 'address\n10.3.0.9');
    expect(await addresses(manager, 'tag:"net THREE"')).toEqual(['10.3.0.1', '10.3.0.2', '10.3.0.9']);
    const rule = { kind: 'name', pattern: 'db-?.*' } as const;
    expect(await manager.client.tags.replace({ id: tag.id, revision: 1, name: 'Net three', rule })).toMatchObject({
      assetCount: 2,
      revision: 2,
    });
    expect(await addresses(manager, 'tag:"Net three"')).toEqual(['10.3.0.1', '10.3.1.1']);
  });

  test('are refused with every wrong range at its line, and with a taken name', async () => {
    const rule = { kind: 'network', ranges: ['10.3.0.0/24', '10.3.0.1/24', 'web.example'] } as const;
    const answer = manager.client.tags.create({ name: 'Wrong', rule: { ...rule, ranges: [...rule.ranges] } });
    await expect(answer).rejects.toMatchObject({
      data: { issues: [{ path: ['rule', 'ranges', 1] }, { path: ['rule', 'ranges', 2], code: 'range-not-addresses' }] },
    });
    await expect(manager.client.tags.create({ name: 'net three', rule: { kind: 'static' } })).rejects.toMatchObject({
      data: { issues: [{ path: ['name'], code: 'tag-name-taken' }] },
    });
  });
});
