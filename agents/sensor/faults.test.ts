import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeEngine, newContainerId, newImageId, startFakeEngine } from '../engine/testing/fake-engine.ts';
import { type FakeSensorPlatform, startFakeSensorPlatform } from './testing/fake-sensor-platform.ts';
import { createTestSensor } from './testing/running-sensor.ts';

let engine: FakeEngine;
let platform: FakeSensorPlatform;
let sensor: Awaited<ReturnType<typeof createTestSensor>>;
beforeEach(async () => {
  engine = await startFakeEngine();
  platform = await startFakeSensorPlatform();
  sensor = await createTestSensor('general', platform, engine.socketPath);
});
afterEach(async () => {
  await sensor.close();
  await platform.close();
  await engine.close();
});

const containerEvent = (Action: string, ID: string) => ({
  Type: 'container',
  Action,
  Actor: { ID, Attributes: {} },
  timeNano: Date.now() * 1e6,
});

test('an image that is none is not scannable, with the reason, and never without findings', async () => {
  const id = newImageId();
  engine.images.push({ id, tags: ['broken:1'], archive: gzipSync('no tar at all') });
  await sensor.start();
  await platform.until(() => platform.of('image-not-scannable').length === 1);
  expect(platform.of('image-not-scannable')[0]).toMatchObject({ imageId: id, trigger: 'inventory', code: 'not-an-image' });
  expect(platform.of('image-scanned')).toEqual([]);
});

test('an engine that refuses an image again and again is believed after the third time', async () => {
  const id = newImageId();
  engine.images.push({ id, tags: ['refused:1'] });
  engine.refuse('/get', 'layer does not exist');
  await sensor.start();
  await platform.until(() => platform.of('image-not-scannable').length === 1);
  expect(platform.of('image-not-scannable')[0]).toMatchObject({
    code: 'engine-refused',
    reason: expect.stringContaining('layer does not exist'),
  });
  expect(engine.asked.filter((each) => each.endsWith('/get'))).toHaveLength(3);
});

test('after a stream that broke off in the middle of a line everything is listed again', async () => {
  const following = engine.nextFollower();
  await sensor.start();
  await following;
  await platform.until(() => platform.of('listing').length === 1);
  engine.send('{"Type":"container","Action":"cre');
  const container = newContainerId();
  engine.containers.push({ id: container, imageId: newImageId(), name: 'missed', state: 'exited' });
  engine.cut();
  await platform.until(() => platform.of('listing').length === 2);
  expect(platform.of('listing')[1]?.containerIds).toEqual([container]);
  expect(platform.of('container-seen')).toMatchObject([{ containerId: container, state: 'STOPPED', name: 'missed' }]);
});

test('a storm of ten thousand events of one container is told in a few reports', async () => {
  const container = newContainerId();
  engine.containers.push({ id: container, imageId: newImageId(), name: 'busy', state: 'exited' });
  const following = engine.nextFollower();
  await sensor.start();
  await following;
  await platform.until(() => platform.of('listing').length === 1);
  const asked = engine.asked.length;
  for (let n = 0; n < 10_000; n += 1) engine.sendEvent(containerEvent(n % 2 ? 'exec_create: mysql -pS3cret' : 'quantum-leap', container));
  await platform.until(() => new Set(platform.of('not-scanned').map(({ action }) => action)).size === 2);
  const told = platform.of('not-scanned');
  expect(new Set(told.map(({ action, code }) => `${action} ${code}`))).toEqual(
    new Set(['exec_create state-change', 'quantum-leap state-change']),
  );
  // One look a burst, and a burst is looked at every two seconds at the least.
  expect(engine.asked.length - asked).toBeLessThan(50);
  expect(JSON.stringify(platform.reports)).not.toContain('S3cret');
});

test('what was to be scanned when the program was killed is scanned by the next one, for the same reason', async () => {
  const id = newImageId();
  const following = engine.nextFollower();
  await sensor.start();
  await following;
  await platform.until(() => platform.of('listing').length === 1);
  engine.images.push({ id, tags: ['late:1'], archive: gzipSync('no tar at all') });
  // The archive never comes, and the program ends.
  engine.refuse('/get');
  engine.sendEvent({ Type: 'image', Action: 'pull', Actor: { ID: 'late:1', Attributes: { name: 'late' } }, timeNano: 1 });
  await expect.poll(() => engine.asked.some((each) => each.endsWith('/get'))).toBe(true);
  await sensor.stop();
  expect(platform.of('image-not-scannable')).toEqual([]);
  engine.refuse(undefined);
  await sensor.start();
  await platform.until(() => platform.of('image-not-scannable').length === 1);
  expect(platform.of('image-not-scannable')[0]).toMatchObject({ trigger: 'pull', action: 'pull' });
});
