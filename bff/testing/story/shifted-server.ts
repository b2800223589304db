import { parseArgs } from 'node:util';
import { plus } from '../../domain/time/instant.ts';
import { readEnv } from '../../env.ts';
import { serve } from '../../serve.ts';
import { systemWorld, type World } from '../../world.ts';

/**
 * The server as it is shipped, by a clock that runs so many milliseconds ahead of the machine's:
 *
 *   shifted-server --ahead 41000 --root .
 */
const { values } = parseArgs({ options: { ahead: { type: 'string' }, root: { type: 'string' } } });

async function main(): Promise<void> {
  const root = values.root ?? '.';
  const env = readEnv(process.env, { isRoot: process.getuid?.() === 0, workFolder: process.cwd(), isTerminal: false });
  if ('problems' in env) throw new Error(env.problems.join('\n'));
  const aheadMs = Number(values.ahead);
  const world: World = {
    ...systemWorld,
    clock: () => plus(systemWorld.clock(), aheadMs),
    callAt: (at, callback) => systemWorld.callAt(plus(at, -aheadMs), callback),
  };
  await serve(env, { migrationsFolder: `${root}/bff/storage/migrations`, root }, world);
}

await main();
