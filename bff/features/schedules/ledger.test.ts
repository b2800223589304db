import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity/role.ts';
import { type LaunchWorld, launchWorld, someInput } from './testing/launch-world.ts';

let world: LaunchWorld;
let ann: Actor;

beforeAll(async () => {
  world = await launchWorld();
  ann = await world.reset();
  await world.feature.service.create(ann, someInput({ title: 'Old', endsAfter: 2 }));
  await world.feature.service.create(ann, someInput({ title: 'New', start: '2026-03-10T02:30' }));
  for (const day of ['06', '07', '08', '10']) {
    world.clock.set(`2026-03-${day}T10:29:00Z`);
    await world.ticker.round();
    world.clock.set(`2026-03-${day}T10:30:00Z`);
    await world.ticker.round();
  }
});
afterAll(() => world.database.close());

const find = async (query: string, actor = ann) => {
  const { items, total } = await world.feature.ledger.list(actor, { query, limit: 50 });
  expect(total.count).toBe(items.length);
  return items.map((item) => `${item.scheduleTitle} ${item.local}`);
};

describe('the ledger', () => {
  it.each([
    ['', ['New 2026-03-10T02:30', 'Old 2026-03-07T02:30', 'Old 2026-03-06T02:30']],
    ['verdict:launched,late due:last-2d', ['New 2026-03-10T02:30']],
    ['schedule:old', ['Old 2026-03-07T02:30', 'Old 2026-03-06T02:30']],
    ['ne', ['New 2026-03-10T02:30']],
    ['verdict:missed', []],
    ['verdict:held', []],
  ])('%j finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it('shows nobody the launches of others', async () => {
    expect(await find('', { ...ann, userId: 'somebody', role: 'scanner', primaryContact: false })).toEqual([]);
  });

  it('goes on page by page, newest first', async () => {
    const first = await world.feature.ledger.list(ann, { limit: 2 });
    const second = await world.feature.ledger.list(ann, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor, second.total.count]).toEqual([2, 1, null, 3]);
  });
});
