import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runPackageCommand } from './commands/package.ts';
import { runRootKeyCommand } from './commands/root-key.ts';
import { runUserCommand } from './commands/user.ts';
import { readEnv } from './env.ts';
import { FeedProblem, runFeed } from './feed/feed-command.ts';
import { shippedManifest } from './feed/feed-folder.ts';
import { serve } from './serve.ts';
import { migrateDatabase } from './storage/migrate.ts';
import { systemWorld } from './world.ts';

const HELP = `watchbill <command>

  serve     start database, server and the local appliance (npm start does this)
  migrate   bring the database of DATABASE_URL to the newest schema, and end
  user      reset-link EMAIL: print a link, good once, with which that person sets a new password;
            run it beside the server, with the same environment
  feed      import vulnerability advisories and build the signature manifest; "watchbill feed help" says how
  package   list, publish and withdraw packages of the Distribution Server; "watchbill package help" says how
  root-key  keep the key of the Distribution Server's root elsewhere, and give its roles new keys;
            "watchbill root-key help" says how
  help      this text
  version   the version

Settings come from the environment; the README lists them.`;

/** Where a failed start ends: one sentence for a person, and a code that says "not started". */
function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) process.stderr.write(`watchbill: ${sentence}\n`);
  process.exit(1);
}

function settings() {
  const env = readEnv(process.env, {
    isRoot: process.getuid?.() === 0,
    workFolder: process.cwd(),
    isTerminal: process.stderr.isTTY === true,
  });
  return 'problems' in env ? stop(env.problems) : env;
}

const MIGRATIONS = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './storage/migrations' : './migrations', import.meta.url));

const say = (line: string) => process.stdout.write(`${line}\n`);
const beside = () => ({ env: settings(), migrationsFolder: MIGRATIONS, clock: systemWorld.clock, say });

const COMMANDS: Record<string, (args: readonly string[]) => Promise<void> | void> = {
  serve: async () => {
    const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url));
    await serve(settings(), { migrationsFolder: MIGRATIONS, root }, systemWorld);
  },
  migrate: async () => {
    const { databaseUrl } = settings();
    if (databaseUrl === undefined) stop(['set DATABASE_URL; the embedded database is migrated at every start']);
    await migrateDatabase(databaseUrl, MIGRATIONS);
  },
  user: async (args) => {
    const world = { env: settings(), migrationsFolder: MIGRATIONS, clock: systemWorld.clock };
    process.stdout.write(await runUserCommand(args, world));
  },
  package: async (args) => runPackageCommand(args, beside()),
  'root-key': async (args) => runRootKeyCommand(args, { ...beside(), passphrase: process.env.WATCHBILL_ROOT_PASSPHRASE }),
  feed: async (words) => {
    await runFeed(words, { dataFolder: settings().dataFolder, shipped: shippedManifest(import.meta.url), now: systemWorld.clock(), say });
  },
  help: () => void process.stdout.write(`${HELP}\n`),
  version: () => void process.stdout.write(`${process.env.npm_package_version ?? ''}\n`),
};

/** The command-line program `watchbill`. Ends the process with a code that is not 0 where the command fails. */
export async function main(args: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = args;
  const command = COMMANDS[name.replace(/^--?/, '')];
  if (command === undefined) stop([`there is no command "${name}"`, 'run "watchbill help" for the list']);
  try {
    await command(rest);
  } catch (error) {
    stop(error instanceof FeedProblem ? error.lines : [(error as Error).message]);
  }
}

const isProgram = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isProgram) void main(process.argv.slice(2));
