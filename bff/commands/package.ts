import { readFile } from 'node:fs/promises';
import { createPackagesService, type PackagesService } from '../features/distribution/packages-service.ts';
import { type BesideWorld, besideServer } from './beside-server.ts';

export const PACKAGE_HELP = `watchbill package <what>, beside the server, with its environment

  list                        what the Distribution Server holds
  publish FILE                publish a package; a roll-out installs it
  withdraw PACKAGE VERSION    offer a version no more`;

type Act = (packages: PackagesService, words: readonly string[], say: (line: string) => void) => Promise<void>;

const USES = { current: 'what the fleet runs', 'rolling-out': 'being rolled out', none: 'not in use' };

const ACTIONS: Readonly<Record<string, Act>> = {
  list: async (packages, _words, say) => {
    for (const { package: name, version, length, use, withdrawnAt, appliances } of (await packages.list()).items)
      say(
        `${name} ${version}  ${length} bytes, ${withdrawnAt === undefined ? USES[use] : 'withdrawn'}, on ${appliances === 1 ? '1 appliance' : `${appliances} appliances`}`,
      );
  },
  publish: async (packages, [file, ...more], say) => {
    if (file === undefined || more.length > 0) throw new Error('write it as: watchbill package publish FILE');
    const content = await readFile(file).catch((cause: Error) => {
      throw new Error(`${file} cannot be read: ${cause.message}`, { cause });
    });
    const { package: name, version, sha256 } = await packages.publish(null, content);
    say(`${name} ${version} is published (SHA-256 ${sha256}); start a roll-out in the console to install it`);
  },
  withdraw: async (packages, [name, version, ...more], say) => {
    if (name === undefined || version === undefined || more.length > 0)
      throw new Error('write it as: watchbill package withdraw PACKAGE VERSION');
    const known = (await packages.list()).items.find((one) => one.package === name && one.version === version);
    if (known === undefined) throw new Error(`there is no package ${name} ${version}; "watchbill package list" names those there are`);
    await packages.withdraw(null, known.id);
    say(`${name} ${version} is offered no more; appliances that run it keep it`);
  },
};

/** `watchbill package …`. Throws one sentence where it cannot be done. */
export async function runPackageCommand(args: readonly string[], world: BesideWorld): Promise<void> {
  const [name = 'help', ...words] = args;
  if (name === 'help') return world.say(PACKAGE_HELP);
  const act = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (act === undefined) throw new Error(`there is no "package ${name}"; run "watchbill package help" for what there is`);
  await besideServer(world, (beside) => act(createPackagesService(beside), words, world.say));
}
