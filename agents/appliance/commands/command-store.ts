import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandClaims, TOLD_STATES } from '../../protocol/command.ts';
import { readJsonFile, writeAtomically } from '../../runtime/atomic-file.ts';

const storedCommand = z.object({
  claims: commandClaims,
  state: z.enum(TOLD_STATES),
  reason: z.string().optional(),
  /** Platform time of the state, epoch ms. */
  at: z.int(),
  /** The platform knows the state. */
  noted: z.boolean(),
  /** Of the machine, before it was told to restart. */
  bootId: z.string().optional(),
});
/** What must be known of a command after kill -9. */
export type StoredCommand = z.infer<typeof storedCommand>;

/** One file a command. It stays until the command has expired, so that no command is carried out twice. */
export interface CommandStore {
  write(command: StoredCommand): Promise<void>;
  remove(id: string): Promise<void>;
  /** Oldest first. A damaged file is passed over: the platform lets the command fail when its time is over. */
  readAll(): Promise<StoredCommand[]>;
}

export const openCommandStore = async (folder: string): Promise<CommandStore> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, `${id}.json`);
  return {
    write: (command) => writeAtomically(pathOf(command.claims.jti), JSON.stringify(command)),
    remove: (id) => rm(pathOf(id), { force: true }),
    readAll: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
      const contents = await Promise.all(names.map((name) => readJsonFile(join(folder, name)).catch(() => undefined)));
      return contents.flatMap((content) => {
        const parsed = storedCommand.safeParse(content);
        return parsed.success ? [parsed.data] : [];
      });
    },
  };
};
