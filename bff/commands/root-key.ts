import type { KeyObject } from 'node:crypto';
import { parseArgs } from 'node:util';
import { checkPassphrase, readKeyFile, writeKeyFile } from '../features/distribution/key-file.ts';
import { ROLES, type RoleName } from '../features/distribution/key-store.ts';
import { createRootKey } from '../features/distribution/root-key.ts';
import { type BesideWorld, besideServer } from './beside-server.ts';

export const ROOT_KEY_HELP = `watchbill root-key <what>, beside the server, with its environment and the passphrase of key files in
WATCHBILL_ROOT_PASSPHRASE

  export FILE       write the private key of the root, encrypted, to a file
  remove FILE       delete it from the server; FILE must hold it
  import FILE       keep it on the server again
  renew             sign the next root, good for another year
  rotate ROLE…      give these roles new keys: root, targets, snapshot, timestamp; appliances follow by themselves
                    --key FILE   the private key of the root, where it is kept elsewhere (renew, rotate)
                    --out FILE   where the new one goes then (rotate root)`;

const OPTIONS = { key: { type: 'string' }, out: { type: 'string' } } as const;

interface Given {
  readonly words: readonly string[];
  readonly key: string | undefined;
  readonly out: string | undefined;
}

type RootKey = ReturnType<typeof createRootKey>;
interface Place {
  readonly passphrase: string | undefined;
  readonly say: (line: string) => void;
}
type Act = (rootKey: RootKey, given: Given, place: Place) => Promise<void>;

const oneFile = ({ words: [file, ...more] }: Given, action: string): string => {
  if (file === undefined || more.length > 0) throw new Error(`write it as: watchbill root-key ${action} FILE`);
  return file;
};

const open = (file: string, { passphrase }: Place): Promise<KeyObject> => readKeyFile(file, checkPassphrase(passphrase));

const sign = async (rootKey: RootKey, roles: readonly RoleName[], { key, out }: Given, place: Place): Promise<void> => {
  const rootFile = key === undefined ? undefined : await open(key, place);
  const keepRoot =
    out === undefined || !roles.includes('root') ? undefined : (pem: string) => writeKeyFile(out, pem, checkPassphrase(place.passphrase));
  const version = await rootKey.rotate({ roles, rootKey: rootFile, keepRoot });
  place.say(`root ${version} is signed; appliances take it with their next update`);
  if (keepRoot !== undefined) place.say(`the new key of the root is in ${out}, and on the server no more`);
};

const ACTIONS: Readonly<Record<string, Act>> = {
  export: async (rootKey, given, place) => {
    const file = oneFile(given, 'export');
    await writeKeyFile(file, await rootKey.take(), checkPassphrase(place.passphrase));
    place.say(`the key of the root is in ${file}; "watchbill root-key remove ${file}" deletes it from the server`);
  },
  remove: async (rootKey, given, place) => {
    await rootKey.remove(await open(oneFile(given, 'remove'), place));
    place.say('the key of the root is on this server no more; sign the next root with --key FILE before the present one expires');
  },
  import: async (rootKey, given, place) => {
    await rootKey.putBack(await open(oneFile(given, 'import'), place));
    place.say('the key of the root is kept on this server');
  },
  renew: (rootKey, given, place) => sign(rootKey, [], given, place),
  rotate: (rootKey, given, place) => {
    const roles = ROLES.filter((role) => given.words.includes(role));
    if (roles.length === 0 || roles.length !== given.words.length)
      throw new Error(`name each role once that gets a new key: ${ROLES.join(', ')}`);
    return sign(rootKey, roles, given, place);
  },
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw new Error(`${(cause as Error).message}; run "watchbill root-key help" for what there is`, { cause });
  }
};

/** `watchbill root-key …`. Throws one sentence where it cannot be done. */
export async function runRootKeyCommand(args: readonly string[], world: BesideWorld & Place): Promise<void> {
  const { positionals, values } = parse(args);
  const [name = 'help', ...words] = positionals;
  if (name === 'help') return world.say(ROOT_KEY_HELP);
  const act = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (act === undefined) throw new Error(`there is no "root-key ${name}"; run "watchbill root-key help" for what there is`);
  await besideServer(world, (beside) => act(createRootKey(beside), { words, key: values.key, out: values.out }, world));
}
