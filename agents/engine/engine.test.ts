import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectEngine } from './engine.ts';
import type { EngineEvent } from './engine-answers.ts';
import { createEngineSocket } from './engine-socket.ts';
import { negotiateApiVersion } from './engine-version.ts';
import { followEvents } from './follow-events.ts';
import { createLineSplitter } from './split-lines.ts';
import { type FakeEngine, newContainerId, newImageId, startFakeEngine } from './testing/fake-engine.ts';

let fake: FakeEngine;
beforeEach(async () => {
  fake = await startFakeEngine();
});
afterEach(() => fake.close());

const event = (Action: string) => ({
  Type: 'image',
  Action,
  Actor: { ID: 'x', Attributes: { name: 'app:1' } },
  time: 1,
  timeNano: 1_500_000_000,
});

test('images and containers are read, and ids are written one way', async () => {
  const id = newImageId();
  fake.images.push({ id: id.slice(7), tags: ['app:1', '<none>:<none>'], digests: ['app@sha256:12'] });
  const container = newContainerId();
  fake.containers.push({ id: container, imageId: id, name: 'web', state: 'Running', changes: [{ Path: '/etc/x', Kind: 1 }] });
  const engine = await connectEngine(fake.socketPath);
  expect(await engine.images()).toEqual([{ imageId: id, tags: ['app:1'], digests: ['app@sha256:12'], size: 1000 }]);
  expect(await engine.image('app:1')).toMatchObject({ imageId: id, created: Date.UTC(2026, 0, 2, 3, 4, 5), architecture: 'amd64' });
  expect(await engine.containers()).toEqual([{ containerId: container, imageId: id, state: 'running' }]);
  expect(await engine.container(container)).toMatchObject({ name: 'web', imageId: id, finishedAt: undefined, reference: 'app:1' });
  expect(await engine.changes(container)).toEqual([{ path: '/etc/x', kind: 'added' }]);
});

test('what is gone is undefined, and what the engine cannot do is said in its own words', async () => {
  const engine = await connectEngine(fake.socketPath);
  expect(await engine.image('nothing:1')).toBeUndefined();
  expect(await engine.container(newContainerId())).toBeUndefined();
  fake.override((_, res) => res.writeHead(500).end('{"message":"layer does not exist"}'));
  await expect(engine.images()).rejects.toThrow('layer does not exist');
});

test('an entry that cannot be read does not hide the others', async () => {
  const engine = await connectEngine(fake.socketPath);
  const id = newImageId();
  fake.override((_, res) => res.end(JSON.stringify([{ Id: 'poison' }, 7, { Id: id, RepoTags: null }])));
  expect(await engine.images()).toEqual([{ imageId: id, tags: [], digests: [], size: 0 }]);
});

test.each<[string, string, RegExp]>([
  ['a page', '<html>', /not JSON/],
  ['another thing', '{"Id":7}', /not understood: Id/],
])('%s in place of an image is an error, not an image', async (_, body, why) => {
  const engine = await connectEngine(fake.socketPath);
  fake.override((_req, res) => res.end(body));
  await expect(engine.image('app:1')).rejects.toThrow(why);
});

test('an answer that is cut off is an error', async () => {
  const engine = await connectEngine(fake.socketPath);
  fake.override((_, res) => {
    res.writeHead(200, { 'content-length': 100 }).write('[]');
    setImmediate(() => res.destroy());
  });
  await expect(engine.images()).rejects.toThrow(/cut|aborted/);
});

test('a tag is removed alone; one that is gone or in use is told apart', async () => {
  const id = newImageId();
  fake.images.push({ id, tags: ['app:1', 'mark:2'] });
  const engine = await connectEngine(fake.socketPath);
  expect(await engine.untag('mark:2')).toBe('removed');
  expect(fake.images[0]?.tags).toEqual(['app:1']);
  expect(fake.asked).toContain('DELETE /images/mark:2');
  expect(await engine.untag('mark:2')).toBe('gone');
  fake.override((_, res) => res.writeHead(409).end('{"message":"conflict"}'));
  expect(await engine.untag('app:1')).toBe('in-use');
});

test('the kind of the engine is what its version says', async () => {
  fake.setVersion({ Version: '4.3.1', ApiVersion: '1.41', MinAPIVersion: '1.24', Components: [{ Name: 'Podman Engine' }] });
  expect((await connectEngine(fake.socketPath)).version).toMatchObject({ kind: 'podman', version: '4.3.1', apiVersion: '1.41' });
});

test('the newest version of the API that both speak is taken', () => {
  expect(negotiateApiVersion('1.41', '1.12')).toBe('1.41');
  expect(negotiateApiVersion('1.60', '1.44')).toBe('1.51');
  expect(() => negotiateApiVersion('1.9', undefined)).toThrow(/Update the engine/);
  expect(() => negotiateApiVersion('1.99', '1.70')).toThrow(/Update the sensor/);
});

test.each([
  ['/nowhere/docker.sock', /no such socket/],
  ['/etc/passwd', /cannot be reached/],
])('%s is not an engine, and the error says what would do', async (path, why) => {
  await expect(connectEngine(path)).rejects.toThrow(why);
});

const follow = (ending: AbortSignal, aliveEveryMs = 60_000) => {
  const events: EngineEvent[] = [];
  const unreadable: string[] = [];
  const sink = {
    onOpen: () => undefined,
    onEvent: (one: EngineEvent) => events.push(one),
    onUnreadable: (text: string) => unreadable.push(text),
  };
  const done = followEvents(createEngineSocket(fake.socketPath), { path: '/events', aliveEveryMs }, sink, ending);
  return { events, unreadable, done };
};

test('events arrive in pieces; a line that is none is passed over, and one that is cut off is not taken', async () => {
  const following = fake.nextFollower();
  const { events, unreadable, done } = follow(new AbortController().signal);
  await following;
  const text = `${JSON.stringify(event('tag'))}\n{"half":\n\n[]\n${JSON.stringify(event('quantum-leap'))}\n`;
  for (const piece of text.match(/.{1,7}/gs) ?? []) fake.send(piece);
  fake.send('{"Type":"image","Action":"lo');
  const failing = expect(done).rejects.toThrow(/ended the stream|cut|aborted/);
  await expect.poll(() => events.length).toBe(2);
  fake.cut();
  await failing;
  expect(events.map(({ action, at }) => [action, at])).toEqual([
    ['tag', 1500],
    ['quantum-leap', 1500],
  ]);
  expect(unreadable).toEqual(['{"half":', '[]']);
});

test('an aborted stream ends without an error', async () => {
  const ending = new AbortController();
  const following = fake.nextFollower();
  const { done } = follow(ending.signal);
  await following;
  ending.abort();
  await expect(done).resolves.toBeUndefined();
});

test('a stream whose engine stopped answering is given up', async () => {
  const following = fake.nextFollower();
  const { done } = follow(new AbortController().signal, 5);
  const failing = expect(done).rejects.toThrow();
  await following;
  fake.override((_, res) => res.writeHead(500).end());
  await failing;
});

test('a line longer than what is held is passed over, and the next one is read', () => {
  const lines: string[] = [];
  let tooLong = 0;
  const split = createLineSplitter({ onLine: (line) => lines.push(line), onTooLong: () => (tooLong += 1) }, 10);
  for (const piece of ['12345', '67890', 'too much', ' and more', '\nnext', '\n12345678901\nlast\nrest']) split(piece);
  expect([lines, tooLong]).toEqual([['next', 'last'], 2]);
});
