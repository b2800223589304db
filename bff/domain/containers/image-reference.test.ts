import { expect, test } from 'vitest';
import { parseImageReference } from './image-reference.ts';

test.each([
  ['app:v1', { registry: 'docker.io', repository: 'app', tag: 'v1' }],
  ['app', { registry: 'docker.io', repository: 'app' }],
  ['team/app:v1', { registry: 'docker.io', repository: 'team/app', tag: 'v1' }],
  ['localhost/app:v1', { registry: 'localhost', repository: 'app', tag: 'v1' }],
  ['127.0.0.1:5000/team/app:v1', { registry: '127.0.0.1:5000', repository: 'team/app', tag: 'v1' }],
  ['127.0.0.1:5000/team/app', { registry: '127.0.0.1:5000', repository: 'team/app' }],
  ['ghcr.io/a/b/c@sha256:00', { registry: 'ghcr.io', repository: 'a/b/c', digest: 'sha256:00' }],
  ['app:v1@sha256:00', { registry: 'docker.io', repository: 'app', tag: 'v1', digest: 'sha256:00' }],
  ['', { registry: 'docker.io', repository: '' }],
])('%s', (reference, expected) => {
  expect(parseImageReference(reference)).toEqual({ tag: undefined, digest: undefined, ...expected });
});
