import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { roleProbes } from './testing/role-probes.ts';
import type { Kind } from './testing/role-things.ts';
import { type Place, ROLES, type RoleWorld, roleWorld } from './testing/role-world.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/**
 * Who may do what to whose things (issue 3, design 08). `head` is a unit manager; `reader` alone has no unit. Of A, B: a colleague's in
 * that unit; of account: the primary contact's, in no unit. A refusal says whether the thing may be known: 403 it may, or the role may
 * do this to nothing at all; 404 it may not, as if it did not exist. `absent`: neither shown nor counted. `-`: nobody owns such a thing.
 */
const MATRIX = `
thing       | of      | action         | primary | manager | head A | scanner A | reader A | reader | head B
schedule    | own     | list           | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | list           | yes     | yes     | yes    | absent    | yes      | yes    | absent
schedule    | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
schedule    | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
schedule    | own     | read           | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | read           | yes     | yes     | yes    | 404       | yes      | yes    | 404
schedule    | B       | read           | yes     | yes     | 404    | 404       | 404      | yes    | yes
schedule    | account | read           | yes     | yes     | 404    | 404       | 404      | yes    | 404
schedule    | A       | export CSV     | yes     | yes     | yes    | absent    | yes      | yes    | absent
schedule    | B       | export CSV     | yes     | yes     | absent | absent    | absent   | yes    | yes
schedule    | A       | ledger         | yes     | yes     | yes    | 404       | yes      | yes    | 404
schedule    | account | ledger         | yes     | yes     | 404    | 404       | 404      | yes    | 404
schedule    | A       | diff           | yes     | yes     | yes    | 404       | yes      | yes    | 404
schedule    | B       | diff           | yes     | yes     | 404    | 404       | 404      | yes    | yes
schedule    | own     | calendar       | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | calendar       | yes     | yes     | yes    | absent    | yes      | yes    | absent
schedule    | B       | calendar       | yes     | yes     | absent | absent    | absent   | yes    | yes
schedule    | account | calendar       | yes     | yes     | absent | absent    | absent   | yes    | absent
schedule    | own     | create         | yes     | yes     | yes    | yes       | 403      | 403    | yes
schedule    | A       | create for     | yes     | yes     | yes    | 400       | 403      | 403    | 400
schedule    | B       | create for     | yes     | yes     | 400    | 400       | 403      | 403    | yes
schedule    | account | create for     | yes     | yes     | 400    | 400       | 403      | 403    | 400
schedule    | own     | edit           | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | edit           | yes     | yes     | yes    | 404       | 403      | 403    | 404
schedule    | B       | edit           | yes     | yes     | 404    | 404       | 403      | 403    | yes
schedule    | account | edit           | yes     | yes     | 404    | 404       | 403      | 403    | 404
schedule    | own     | activate       | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | activate       | yes     | yes     | yes    | 404       | 403      | 403    | 404
schedule    | A       | deactivate     | yes     | yes     | yes    | 404       | 403      | 403    | 404
schedule    | B       | deactivate     | yes     | yes     | 404    | 404       | 403      | 403    | yes
schedule    | own     | launch         | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | launch         | yes     | yes     | yes    | 404       | 403      | 403    | 404
schedule    | B       | launch         | yes     | yes     | 404    | 404       | 403      | 403    | yes
schedule    | own     | bulk           | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | bulk           | yes     | yes     | yes    | 404       | 403      | 403    | 404
schedule    | B       | bulk           | yes     | yes     | 404    | 404       | 403      | 403    | yes
schedule    | A       | bulk by filter | yes     | yes     | yes    | absent    | 403      | 403    | absent
schedule    | account | bulk by filter | yes     | yes     | absent | absent    | 403      | 403    | absent
schedule    | own     | delete         | yes     | yes     | yes    | yes       | -        | -      | yes
schedule    | A       | delete         | yes     | yes     | yes    | 404       | 403      | 403    | 404
schedule    | B       | delete         | yes     | yes     | 404    | 404       | 403      | 403    | yes
scan        | own     | list           | yes     | yes     | yes    | yes       | -        | -      | yes
scan        | A       | list           | yes     | yes     | yes    | absent    | yes      | yes    | absent
scan        | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
scan        | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
scan        | A       | read           | yes     | yes     | yes    | 404       | yes      | yes    | 404
scan        | B       | read           | yes     | yes     | 404    | 404       | 404      | yes    | yes
scan        | A       | slices         | yes     | yes     | yes    | 404       | yes      | yes    | 404
scan        | A       | results        | yes     | yes     | yes    | 404       | yes      | yes    | 404
scan        | B       | report         | yes     | yes     | 404    | 404       | 404      | yes    | yes
scan        | B       | export CSV     | yes     | yes     | absent | absent    | absent   | yes    | yes
scan        | own     | create         | yes     | yes     | yes    | yes       | 403      | 403    | yes
scan        | own     | pause          | yes     | yes     | yes    | yes       | -        | -      | yes
scan        | A       | pause          | yes     | yes     | yes    | 404       | 403      | 403    | 404
scan        | A       | resume         | yes     | yes     | yes    | 404       | 403      | 403    | 404
scan        | A       | cancel         | yes     | yes     | yes    | 404       | 403      | 403    | 404
scan        | B       | cancel         | yes     | yes     | 404    | 404       | 403      | 403    | yes
ledger row  | own     | list           | yes     | yes     | yes    | yes       | -        | -      | yes
ledger row  | A       | list           | yes     | yes     | yes    | absent    | yes      | yes    | absent
ledger row  | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
ledger row  | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
ledger row  | A       | export CSV     | yes     | yes     | yes    | absent    | yes      | yes    | absent
ledger row  | A       | past calendar  | yes     | yes     | yes    | absent    | yes      | yes    | absent
ledger row  | account | past calendar  | yes     | yes     | absent | absent    | absent   | yes    | absent
ledger row  | A       | release held   | yes     | yes     | 403    | 403       | 403      | 403    | 403
ledger row  | own     | decline held   | yes     | yes     | 403    | 403       | -        | -      | 403
group       | own     | list           | yes     | yes     | yes    | yes       | -        | -      | yes
group       | A       | list           | yes     | yes     | yes    | yes       | yes      | yes    | absent
group       | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
group       | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
group       | A       | read           | yes     | yes     | yes    | yes       | yes      | yes    | 404
group       | account | read           | yes     | yes     | 404    | 404       | 404      | yes    | 404
group       | own     | create         | yes     | yes     | yes    | yes       | 403      | 403    | yes
group       | own     | edit           | yes     | yes     | yes    | yes       | -        | -      | yes
group       | A       | edit           | yes     | yes     | yes    | 403       | 403      | 403    | 404
group       | B       | edit           | yes     | yes     | 404    | 404       | 403      | 403    | yes
group       | A       | delete         | yes     | yes     | yes    | 403       | 403      | 403    | 404
asset       | A       | list           | yes     | yes     | yes    | yes       | yes      | yes    | absent
asset       | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
asset       | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
asset       | A       | read           | yes     | yes     | yes    | yes       | yes      | yes    | 404
asset       | account | read           | yes     | yes     | 404    | 404       | 404      | yes    | 404
asset       | A       | assign tags    | yes     | yes     | yes    | 403       | 403      | 403    | 404
asset       | B       | assign tags    | yes     | yes     | 404    | 403       | 403      | 403    | yes
asset       | A       | delete         | yes     | yes     | yes    | 403       | 403      | 403    | 404
asset group | A       | list           | yes     | yes     | yes    | yes       | yes      | yes    | absent
asset group | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
asset group | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
asset group | A       | read           | yes     | yes     | yes    | yes       | yes      | yes    | 404
asset group | own     | create         | yes     | yes     | yes    | 403       | 403      | 403    | yes
asset group | A       | edit           | yes     | yes     | yes    | 403       | 403      | 403    | 404
asset group | B       | delete         | yes     | yes     | 404    | 403       | 403      | 403    | yes
tag         | account | list           | yes     | yes     | yes    | yes       | yes      | yes    | yes
tag         | account | read           | yes     | yes     | yes    | yes       | yes      | yes    | yes
tag         | A       | asset count    | yes     | yes     | yes    | yes       | yes      | yes    | absent
tag         | account | asset count    | yes     | yes     | absent | absent    | absent   | yes    | absent
tag         | own     | create         | yes     | yes     | 403    | 403       | 403      | 403    | 403
tag         | account | edit           | yes     | yes     | 403    | 403       | 403      | 403    | 403
tag         | account | delete         | yes     | yes     | 403    | 403       | 403      | 403    | 403
sensor      | A       | list           | yes     | yes     | yes    | yes       | yes      | yes    | absent
sensor      | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
sensor      | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
sensor      | A       | read           | yes     | yes     | yes    | yes       | yes      | yes    | 404
sensor      | account | read           | yes     | yes     | 404    | 404       | 404      | yes    | 404
sensor      | own     | create         | yes     | yes     | 403    | 403       | 403      | 403    | 403
sensor      | A       | rename         | yes     | yes     | 403    | 403       | 403      | 403    | 403
sensor      | B       | retire         | yes     | yes     | 403    | 403       | 403      | 403    | 403
image       | A       | list           | yes     | yes     | yes    | yes       | yes      | yes    | absent
image       | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
image       | account | list           | yes     | yes     | absent | absent    | absent   | yes    | absent
image       | A       | read           | yes     | yes     | yes    | yes       | yes      | yes    | 404
image       | A       | findings       | yes     | yes     | yes    | yes       | yes      | yes    | 404
image       | B       | triggers       | yes     | yes     | 404    | 404       | 404      | yes    | yes
image       | A       | export CSV     | yes     | yes     | yes    | yes       | yes      | yes    | absent
image       | B       | report         | yes     | yes     | 404    | 404       | 404      | yes    | yes
image       | A       | rescan         | yes     | yes     | yes    | yes       | 403      | 403    | 404
image       | A       | delete         | yes     | yes     | 403    | 403       | 403      | 403    | 403
container   | A       | list           | yes     | yes     | yes    | yes       | yes      | yes    | absent
container   | B       | list           | yes     | yes     | absent | absent    | absent   | yes    | yes
container   | account | read           | yes     | yes     | 404    | 404       | 404      | yes    | 404
container   | B       | findings       | yes     | yes     | 404    | 404       | 404      | yes    | yes
container   | A       | export CSV     | yes     | yes     | yes    | yes       | yes      | yes    | absent
container   | A       | rescan         | yes     | yes     | yes    | yes       | 403      | 403    | 404
`;

let world: RoleWorld;
let probes: ReturnType<typeof roleProbes>;
beforeAll(async () => {
  world = await roleWorld();
  probes = roleProbes(world);
});
afterAll(() => world.app.close());

const rows = MATRIX.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()) as [Kind, Place, string, ...string[]]);

test.each(rows)('%s of %s, %s', async (kind, place, action, ...cells) => {
  const table = ROLES.map((role, i) => [role, cells[i]!] as const);
  const found: [string, string][] = [];
  for (const [asker, expected] of table) {
    const outcome = expected === '-' ? '-' : await probes[action]!({ kind, place, asker, expected });
    found.push([asker, outcome]);
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(table));
});
