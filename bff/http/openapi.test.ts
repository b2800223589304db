import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { contract } from '../contract/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import type { ApiDocument } from './docs/document.ts';
import { example } from './docs/example.ts';
import { bodySchema } from './docs/operation-view.ts';
import { openApiDocument } from './openapi.ts';
import { operationsOf } from './operations.ts';

let app: TestApp;
let document: ApiDocument;
beforeAll(async () => {
  app = await createTestApp();
  document = await openApiDocument('1.2.3');
});
afterAll(() => app.close());

const operations = operationsOf(contract);
const procedureOf = (name: string) => {
  const [module = '', procedure = ''] = name.split('.');
  return (contract as unknown as Record<string, Record<string, { '~orpc': { inputSchema?: z.ZodType } }>>)[module]?.[procedure];
};

describe('the OpenAPI document', () => {
  test('is served as version 3.1', async () => {
    const served = (await (await app.anonymous.fetch('/api/v1/openapi.json')).json()) as ApiDocument;
    expect(served.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(served.paths)).toEqual(Object.keys(document.paths));
  });

  test('holds no reference that leads nowhere', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    const components = document.components as unknown as Record<string, Record<string, unknown>>;
    for (const [, kind = '', name = ''] of references) expect(components[kind], `${kind}/${name}`).toHaveProperty(name);
  });

  test.each(operations)('tells who may call $procedure, and names it once', ({ path, method, procedure, permission }) => {
    const operation = document.paths[path]?.[method];
    expect(operation?.operationId).toBe(procedure);
    if (permission !== 'public') expect(operation?.responses).toHaveProperty('401');
    for (const name of path.match(/\{(\w+)\}/g) ?? []) {
      expect(operation?.parameters?.some((parameter) => parameter.in === 'path' && `{${parameter.name}}` === name)).toBe(true);
    }
  });

  test.each(operations.filter(({ method }) => method !== 'get'))('shows an example of $procedure that would be accepted', ({
    path,
    method,
    procedure,
  }) => {
    const body = bodySchema(document.paths[path]?.[method] ?? {});
    const input = {
      ...(body === undefined ? {} : (example(body, document.components.schemas) as object)),
      ...Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, '0195a1b2-0000-7000-8000-000000000000'])),
    };
    const result = procedureOf(procedure)?.['~orpc'].inputSchema?.safeParse(input);
    expect(result?.error?.issues ?? []).toEqual([]);
  });
});

test('the page shows every operation, escapes what it shows, and needs no script', async () => {
  const answer = await app.anonymous.fetch('/api/docs');
  const html = await answer.text();
  for (const { procedure } of operations) expect(html).toContain(`id="${procedure}"`);
  expect(html).not.toContain('<script');
  const nonce = /style nonce="([^"]+)"/.exec(html)?.[1];
  expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
});

test('links inside the page lead somewhere', async () => {
  const html = await (await app.anonymous.fetch('/api/docs')).text();
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});
