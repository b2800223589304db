import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { engineEvent } from '../engine/engine-answers.ts';
import { decideContainer } from './decide-container.ts';
import { decideImage } from './decide-image.ts';
import type { Decision } from './decision.ts';
import { createHintFold } from './fold-hints.ts';
import { type Hint, toHint } from './hint.ts';

/** The complete streams of both engines for the same twenty operations, each named by the line with `#` before its events. */
const readStream = (engine: 'docker' | 'podman') => {
  const text = readFileSync(new URL(`./testing/events-${engine}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('# ')
    .slice(1)
    .map((part) => {
      const [operation = '', ...lines] = part.trim().split('\n');
      const hints = lines.map((line) => toHint(engineEvent.parse(JSON.parse(line)))).filter((hint): hint is Hint => hint !== undefined);
      return { operation, hints };
    });
};

/** How things are after each operation: which image a name means, whether it is there, and what state the container is in. */
const IS_GONE_AFTER = ['remove all'];
const STATES: Readonly<Record<string, 'created' | 'running' | 'paused' | 'exited'>> = {
  create: 'created',
  pause: 'paused',
  stop: 'exited',
};

const say = (decision: Decision): string[] => [
  ...(decision.scan ? [`scan ${decision.scan.trigger}`] : []),
  ...decision.notScanned.map(({ action, code }) => `${action}: ${code}`),
];

const replay = (engine: 'docker' | 'podman'): Record<string, string[]> => {
  let now = 0;
  const fold = createHintFold(() => now);
  const scanned = new Set<string>();
  const outcomes: Record<string, string[]> = {};
  let app = '';
  for (const { operation, hints } of readStream(engine)) {
    for (const hint of hints) fold.add(hint);
    now += 10_000;
    outcomes[operation] = fold.takeSettled().flatMap(({ subject, id, actions }) => {
      if (subject === 'container') {
        const state = operation === 'rm' ? undefined : (STATES[operation] ?? 'running');
        const decision = decideContainer(actions, { state, isScanned: scanned.has(id ?? ''), isWanted: false });
        if (decision.scan) scanned.add(id ?? '');
        return say(decision);
      }
      // What the engine answers when it is asked for a name, or, where it tells nothing at all, what the listing has new.
      const imageId = id ?? app;
      app ||= imageId;
      const isPresent = !IS_GONE_AFTER.includes(operation);
      const decision = decideImage(actions, { isPresent, isScanned: scanned.has(imageId), isWanted: false, hasFailed: false });
      if (!isPresent) scanned.delete(imageId);
      if (decision.scan) scanned.add(imageId);
      return say(decision);
    });
  }
  return outcomes;
};

test('the recorded operations on Docker lead to the scans of the seed', () => {
  expect(replay('docker')).toEqual({
    import: ['scan import', 'tag: alias'],
    tag: ['tag: alias'],
    'tag qualys_scan_target': ['tag: alias'],
    'save via API': ['save: state-change'],
    'untag qualys': ['untag: state-change'],
    push: ['tag: alias', 'push: state-change'],
    'remove all': ['untag: state-change', 'delete: state-change'],
    load: ['scan load'],
    pull: ['pull: already-scanned'],
    create: ['create: not-running'],
    start: ['scan created'],
    pause: ['pause: state-change'],
    unpause: ['unpause: already-scanned'],
    'exec ls': ['exec_create: state-change', 'exec_start: state-change', 'exec_die: state-change'],
    'changes (drift)': ['exec_create: state-change', 'exec_start: state-change', 'exec_die: state-change'],
    'getArchive /etc/passwd': ['archive-path: state-change'],
    'export fs': ['export: state-change'],
    stop: ['kill: state-change', 'die: state-change', 'stop: state-change'],
    rm: ['destroy: state-change'],
    build: ['scan inventory', 'tag: folded'],
  });
});

test('and those on Podman to the same, where it tells what was done', () => {
  expect(replay('podman')).toEqual({
    // Podman tells a tag and nothing else.
    import: ['scan inventory', 'tag: folded'],
    tag: ['tag: alias'],
    'tag qualys_scan_target': ['tag: alias'],
    'save via API': ['save: state-change'],
    'untag qualys': ['untag: state-change', 'delete: state-change'],
    push: ['tag: alias', 'push: state-change'],
    'remove all': ['untag: state-change', 'delete: state-change'],
    load: ['scan load'],
    pull: ['pull: already-scanned'],
    create: ['create: not-running'],
    start: ['scan created', 'init: folded'],
    pause: ['pause: state-change'],
    unpause: ['unpause: already-scanned'],
    'exec ls': ['exec: state-change', 'exec_die: state-change'],
    'changes (drift)': ['exec: state-change', 'exec_die: state-change'],
    'getArchive /etc/passwd': [],
    'export fs': ['mount: state-change'],
    stop: ['stop: state-change', 'die: state-change', 'cleanup: state-change'],
    rm: ['destroy: state-change'],
    build: ['scan inventory'],
  });
});

test('no command line, path or file name of an event is kept', () => {
  const told = JSON.stringify([...readStream('docker'), ...readStream('podman')].map(({ hints }) => hints));
  expect(told).not.toMatch(/bin\/|\/etc|\/data|echo/);
});
