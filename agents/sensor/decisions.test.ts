import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONTAINER_STATES, toImageId } from '../engine/engine-answers.ts';
import { decideContainer } from './decide-container.ts';
import { decideImage, type ImageTruth } from './decide-image.ts';
import { decideMarked } from './decide-marked.ts';
import { createHintFold, type FoldedAction } from './fold-hints.ts';
import { toHint } from './hint.ts';
import { createOwnActs } from './own-acts.ts';
import { readMarks } from './trigger-tag.ts';

const acts = (...names: string[]): FoldedAction[] => names.map((action, n) => ({ action, at: n, count: 1 }));
const NEW: ImageTruth = { isPresent: true, isScanned: false, isWanted: false, hasFailed: false };
const SCANNED: ImageTruth = { ...NEW, isScanned: true };

test.each<[string, string[], ImageTruth, string | undefined]>([
  ['a load of a new image', ['load'], NEW, 'load'],
  ['an import, whose tag comes first', ['tag', 'import'], NEW, 'import'],
  ['a pull', ['pull'], NEW, 'pull'],
  ['a tag of a scanned image', ['tag'], SCANNED, undefined],
  ['a tag of an unknown image: built here', ['tag'], NEW, 'inventory'],
  ['a load of what is scanned', ['load'], SCANNED, undefined],
  ['a load while a scan waits', ['load'], { ...NEW, isWanted: true }, undefined],
  ['a tag of what cannot be scanned', ['tag'], { ...NEW, hasFailed: true }, undefined],
  ['another load of what could not be scanned', ['load'], { ...NEW, hasFailed: true }, 'load'],
  ['a pull of what is gone again', ['pull'], { ...NEW, isPresent: false }, undefined],
  ['an action nobody knows', ['quantum-leap'], NEW, undefined],
])('%s', (_, names, truth, trigger) => {
  expect(decideImage(acts(...names), truth).scan?.trigger).toBe(trigger);
});

const someActions = fc.uniqueArray(
  fc.constantFrom(
    'load',
    'import',
    'pull',
    'tag',
    'untag',
    'delete',
    'build',
    'create',
    'start',
    'unpause',
    'pause',
    'stop',
    'exec',
    'zzz',
  ),
  { minLength: 1 },
);

test('every event of an image scans or is kept with its reason, and a tag never scans', () => {
  const truths = fc.record({ isPresent: fc.boolean(), isScanned: fc.boolean(), isWanted: fc.boolean(), hasFailed: fc.boolean() });
  fc.assert(
    fc.property(someActions, truths, (names, truth) => {
      const { scan, notScanned } = decideImage(acts(...names), truth);
      const told = new Set([...notScanned.map(({ action }) => action), scan?.action]);
      expect(names.filter((name) => !told.has(name))).toEqual([]);
      expect(scan?.trigger).not.toBe('tag');
      if (truth.isScanned || !truth.isPresent) expect(scan).toBeUndefined();
    }),
  );
});

test('a container is scanned once, when it runs, and every other event is kept with its reason', () => {
  const truths = fc.record({
    state: fc.constantFrom(undefined, ...CONTAINER_STATES),
    isScanned: fc.boolean(),
    isWanted: fc.boolean(),
  });
  fc.assert(
    fc.property(someActions, truths, (names, truth) => {
      const { scan, notScanned } = decideContainer(acts(...names), truth);
      expect(notScanned.length + (scan ? 1 : 0)).toBe(names.length);
      const tracked = names.some((name) => ['create', 'start', 'unpause'].includes(name));
      expect(scan !== undefined).toBe(tracked && truth.state === 'running' && !truth.isScanned && !truth.isWanted);
    }),
  );
});

const HEX = 'ab'.repeat(32);
const ID = `sha256:${HEX}`;

test('a trigger tag is found in the form of either engine; that of another image and our own mark are told apart', () => {
  const other = 'cd'.repeat(32);
  const tags = [
    'app:1',
    `scan_me:${HEX}`,
    `docker.io/library/scan_me:${HEX}`,
    `scan_me:${other}`,
    `watchbill_scanned:${HEX}`,
    `evil/scan_me:${HEX}`,
  ];
  expect(readMarks(ID, tags, 'scan_me')).toEqual({
    triggers: [`scan_me:${HEX}`, `docker.io/library/scan_me:${HEX}`],
    misplaced: [`scan_me:${other}`],
    names: ['app:1', `evil/scan_me:${HEX}`],
    isMarkedScanned: true,
  });
  // A prefix with a registry of its own is taken as it stands.
  expect(readMarks(ID, [`reg.example:5000/x:${HEX}`], 'reg.example:5000/x').triggers).toHaveLength(1);
});

test.each<[string, string, ImageTruth, string]>([
  ['the trigger tag scans', `t:${HEX}`, NEW, 'scan pipeline'],
  ['no other tag does', 'app:1', NEW, 'no-trigger-tag'],
  ['nor a trigger tag of another image', `t:${'0'.repeat(64)}`, NEW, 'no-trigger-tag'],
  ['one that was handled is not scanned again', `t:${HEX}`, SCANNED, 'handled-before'],
  ['nor one that was not scannable', `t:${HEX}`, { ...NEW, hasFailed: true }, 'handled-before'],
  ['nor while it is under way', `t:${HEX}`, { ...NEW, isWanted: true }, 'folded'],
])('CI/CD: %s', (_, tag, truth, expected) => {
  const { scan, notScanned } = decideMarked(acts('tag'), truth, readMarks(ID, [tag], 't'));
  expect([...(scan ? [`scan ${scan.trigger}`] : []), ...notScanned.map(({ code }) => code)]).toEqual([expected]);
});

test('a storm of ten thousand events of some containers is one look at each', () => {
  let now = 0;
  const fold = createHintFold(() => now, { quietMs: 300, longestMs: 2000 });
  for (let n = 0; n < 10_000; n += 1)
    fold.add({ subject: 'container', action: n % 2 ? 'exec_create' : 'exec_die', id: `c${n % 5}`, at: n });
  expect([fold.takeSettled(), fold.nextInMs()]).toEqual([[], 300]);
  now = 300;
  const settled = fold.takeSettled();
  expect(settled.map(({ actions }) => actions.map(({ count }) => count))).toEqual(Array(5).fill([1000, 1000]));
  const [told] = decideContainer(settled[0]?.actions ?? [], { state: 'running', isScanned: true, isWanted: false }).notScanned;
  expect(told?.reason).toContain('1000 times');
});

test('a burst that never ends is looked at all the same, and more subjects than are held ask for a listing', () => {
  let now = 0;
  const fold = createHintFold(() => now, { quietMs: 300, longestMs: 2000 });
  for (; now <= 2000; now += 100) fold.add({ subject: 'image', action: 'tag', id: 'i', at: now });
  expect(fold.takeSettled()).toHaveLength(1);
  for (let n = 0; n < 20_001; n += 1) fold.add({ subject: 'container', action: 'start', id: `c${n}`, at: n });
  expect([fold.takeOverflow(), fold.takeOverflow()]).toEqual([true, false]);
});

test('what the sensor did itself is recognised once', () => {
  const own = createOwnActs(() => 0);
  own.expect(ID, ['save']);
  const save = { subject: 'image', action: 'save', id: ID, at: 1 } as const;
  expect([own.isOwn({ ...save, action: 'tag' }), own.isOwn(save), own.isOwn(save)]).toEqual([false, true, false]);
});

test.each([
  ['an exec with a secret', { type: 'container', action: 'exec_create: mysql -pS3cret', actor: HEX }, { action: 'exec_create', id: HEX }],
  ['a pull by Docker', { type: 'image', action: 'pull', actor: 'reg/app:v1' }, { action: 'pull', reference: 'reg/app:v1' }],
  ['an action of the future', { type: 'image', action: 'Quantum Leap!', actor: HEX }, { action: 'quantum', id: toImageId(HEX) }],
  ['an action that is no word', { type: 'image', action: '☃', actor: HEX }, { action: 'unknown', id: toImageId(HEX) }],
  ['a network', { type: 'network', action: 'create', actor: 'x' }, undefined],
  ['a container without an id', { type: 'container', action: 'start', actor: '' }, undefined],
])('%s', (_, event, expected) => {
  const hint = toHint({ attributes: {}, at: 5, ...event });
  if (expected === undefined) expect(hint).toBeUndefined();
  else expect(hint).toEqual({ subject: event.type, at: 5, ...expected });
});
