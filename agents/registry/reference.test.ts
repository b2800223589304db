import { expect, test } from 'vitest';
import { describeReference, parseReference } from './reference.ts';

const HEX = 'a'.repeat(64);
const read = (text: string) => {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
};

test.each([
  ['nginx', 'docker.io', 'library/nginx', 'latest', undefined],
  ['nginx:1.25', 'docker.io', 'library/nginx', '1.25', undefined],
  ['team/app', 'docker.io', 'team/app', 'latest', undefined],
  ['docker.io/nginx', 'docker.io', 'library/nginx', 'latest', undefined],
  ['index.docker.io/library/nginx:1', 'docker.io', 'library/nginx', '1', undefined],
  ['localhost/app', 'localhost', 'app', 'latest', undefined],
  ['localhost:5000/app', 'localhost:5000', 'app', 'latest', undefined],
  ['127.0.0.1:5000/team/app:v1.2_3', '127.0.0.1:5000', 'team/app', 'v1.2_3', undefined],
  ['[::1]:5000/app:1', '[::1]:5000', 'app', '1', undefined],
  ['registry.example/a/b/c/d:x', 'registry.example', 'a/b/c/d', 'x', undefined],
  ['HOST/app', 'HOST', 'app', 'latest', undefined],
  [`nginx@sha256:${HEX}`, 'docker.io', 'library/nginx', undefined, `sha256:${HEX}`],
  [`registry.example:5000/app:1@sha256:${HEX}`, 'registry.example:5000', 'app', '1', `sha256:${HEX}`],
  ['my__app/a-b--c.d', 'docker.io', 'my__app/a-b--c.d', 'latest', undefined],
])('%s is read as Docker reads it', (...[text, registry, repository, tag, digest]) => {
  expect(read(text)).toEqual({ registry, repository, ...(tag && { tag }), ...(digest && { digest }) });
});

test.each([
  ['', 'no name'],
  ['Nginx', 'lower case'],
  ['team/App', 'lower case'],
  ['a b', 'single separators'],
  ['../etc/passwd', 'host name'],
  ['registry.example/../app', 'single separators'],
  ['registry.example:5000/', 'missing'],
  ['app:', 'A tag has'],
  ['app:-x', 'A tag has'],
  [`app:${'x'.repeat(129)}`, 'A tag has'],
  ['app@sha256:12', '64 hexadecimal'],
  [`app@md5:${HEX}`, '64 hexadecimal'],
  [HEX, 'the id of an image'],
  [`${'a/'.repeat(130)}b`, '255'],
  ['http://registry.example/app', 'host name'],
  ['app\u001b[31m', 'single separators'],
])('%j is refused with what is wrong', (text, why) => {
  const parsed = parseReference(text);
  expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining(why) });
});

test('what is described is read as the same', () => {
  for (const text of ['nginx:1.25', 'team/app:latest', 'localhost:5000/app:1', `registry.example/a@sha256:${HEX}`])
    expect(describeReference(read(text))).toBe(text);
});
