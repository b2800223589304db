import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { refuse } from './domain/refusal.ts';
import { applianceBook } from './local-appliance-book.ts';

type Service = Parameters<typeof applianceBook>[0];

/** What `bind` does where the platform knows one appliance named "local". */
async function bindBeside(known: { state: string; location: string }): Promise<string> {
  const done: string[] = [];
  const answered = (what: string) => {
    done.push(what);
    return { id: 'new', perscode: '0' };
  };
  const service = {
    list: async () => ({ items: [{ id: 'known', name: 'local', ...known }] }),
    get: async () => undefined,
    create: async (_: unknown, { name }: { name: string }) => answered(`new ${name.split(' ')[0]} with a number`),
    renewCode: async (_: unknown, id: string) => answered(`again ${id}`),
  } as unknown as Service;
  await applianceBook(service).bind();
  return done.join();
}

it.each([
  ['offline', hostname(), 'again known'],
  ['missing', hostname(), 'again known'],
  ['online', hostname(), 'new local with a number'],
  ['busy', hostname(), 'new local with a number'],
  ['offline', 'another machine', 'new local with a number'],
  ['retired', hostname(), 'new local with a number'],
])('with a local appliance that is %s on %s: %s', async (state, location, expected) => {
  expect(await bindBeside({ state, location })).toBe(expected);
});

it('is not bound where the platform does not know it; what else goes wrong is no answer', async () => {
  const bookThat = (get: () => Promise<unknown>) => applianceBook({ get } as unknown as Service);
  const throws = (error: unknown) => async () => {
    throw error;
  };
  expect(await bookThat(throws(refuse.notFound('appliance'))).isBound('id')).toBe(false);
  expect(await bookThat(async () => ({ registeredAt: 1, state: 'retired' })).isBound('id')).toBe(false);
  expect(await bookThat(async () => ({ registeredAt: 1, state: 'offline' })).isBound('id')).toBe(true);
  await expect(bookThat(throws(new Error('the connection broke'))).isBound('id')).rejects.toThrow('the connection broke');
});
