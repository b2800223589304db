import { alternativesOf, refName, type Schema } from './schema-view.ts';

/** What would stand there in life, by the name of the member. */
const BY_NAME: Record<string, unknown> = {
  title: 'Branch offices, weekly',
  name: 'fra-scan-01',
  email: 'ada@example.org',
  password: 'a long pass phrase',
  currentPassword: 'a long pass phrase',
  newPassword: 'a longer pass phrase',
  timeZone: 'America/Los_Angeles',
  start: '2026-03-01T02:30',
  from: '2026-03-01T00:00:00Z',
  to: '2026-04-01T00:00:00Z',
  include: ['10.0.0.0/24', '10.0.1.5-10.0.1.9'],
  ports: '22,80,443,1-1024',
  sort: 'title:asc',
  message: 'The weekly scan starts soon.',
  location: 'Frankfurt',
  entries: ['10.40.0.0/24', 'vpn.corp.example'],
  csv: 'address,name,tags\n10.0.0.1,web-1.corp.example,Production;Web\n',
  regions: ['eu-central-1'],
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const BY_FORMAT: Record<string, string> = {
  uuid: '0195a1b2-0000-7000-8000-000000000000',
  email: 'ada@example.org',
  'date-time': '2026-03-08T10:30:00Z',
};

/** A value that the schema accepts: required members only, so that it stays short. */
export function example(schema: Schema, schemas: Readonly<Record<string, Schema>>, name = ''): unknown {
  const ref = refName(schema);
  if (ref !== undefined) return example(schemas[ref] ?? {}, schemas, name);
  if (schema.const !== undefined) return schema.const;
  const [first] = alternativesOf(schema) ?? [];
  if (first !== undefined) return example(first, schemas, name);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) return object(schema, schemas);
  const known = BY_NAME[name];
  if (known !== undefined && Array.isArray(known) === (schema.type === 'array')) return known;
  if (schema.type === 'array') return schema.items === undefined ? [] : [example(schema.items, schemas)];
  return plain(schema);
}

function object(schema: Schema, schemas: Readonly<Record<string, Schema>>): Record<string, unknown> {
  const wanted = schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 2);
  return Object.fromEntries(wanted.map((name) => [name, example(schema.properties?.[name] ?? {}, schemas, name)]));
}

function plain(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return BY_FORMAT[schema.format ?? ''] ?? 'text';
}
