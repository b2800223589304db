import { expect, test } from 'vitest';
import { claimsOf } from '../../testing/platform-orders.ts';
import { createCommandBook } from './command-book.ts';
import type { CommandStore, StoredCommand } from './command-store.ts';

/** A disk whose writes end when the test says so, in the order that it says. */
const slowStore = () => {
  const written = new Map<string, StoredCommand>();
  const waiting: { readonly command: StoredCommand; readonly end: () => void }[] = [];
  const store: CommandStore = {
    readAll: async () => [],
    remove: async (id) => {
      written.delete(id);
    },
    write: (command) =>
      new Promise((resolve) => {
        waiting.push({
          command,
          end: () => {
            written.set(command.claims.jti, command);
            resolve();
          },
        });
      }),
  };
  return { store, written, waiting };
};

const claims = claimsOf({ kind: 'routes', routes: [] });
const command = (state: StoredCommand['state']): StoredCommand => ({ claims, state, at: 1, noted: false });

test('a state that is told while the one before is being noted is not written over by it', async () => {
  const { store, written, waiting } = slowStore();
  const book = createCommandBook({ store, offset: { now: () => 1 } });
  const begun = book.change(claims.jti, () => command('running'));
  await expect.poll(() => waiting.length).toBe(1);
  waiting.shift()?.end();
  await begun;

  const noting = book.change(claims.jti, (before) => (before?.state === 'running' ? { ...before, noted: true } : undefined));
  const telling = book.change(claims.jti, (before) => before && { ...before, state: 'failed', noted: false });
  const all = Promise.all([noting, telling]);
  // The disk ends the newest first, as often as it has the choice.
  for (let ended = 0; ended < 2; ended += 1) {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    waiting.pop()?.end();
  }
  await all;
  expect(book.all()).toMatchObject([{ state: 'failed', noted: false }]);
  expect(written.get(claims.jti)).toMatchObject({ state: 'failed', noted: false });
});

test('a write that fails leaves the command as it was, and stops nothing that follows', async () => {
  let isFull = false;
  const store: CommandStore = {
    readAll: async () => [],
    remove: async () => undefined,
    write: async () => {
      if (isFull) throw new Error('ENOSPC');
    },
  };
  const book = createCommandBook({ store, offset: { now: () => 1 } });
  await book.change(claims.jti, () => command('delivered'));
  isFull = true;
  await expect(book.change(claims.jti, () => command('running'))).rejects.toThrow('ENOSPC');
  expect(book.all()).toMatchObject([{ state: 'delivered' }]);
  isFull = false;
  await book.change(claims.jti, () => command('running'));
  expect(book.all()).toMatchObject([{ state: 'running' }]);
});
