import { z } from 'zod';
import { MAX_LIST_ENTRIES, orderedRoute, orderedVlan } from '../../protocol/command.ts';
import { readJsonFile, writeAtomically } from '../../runtime/atomic-file.ts';

const wantedNetwork = z.object({
  routes: z.array(orderedRoute).max(MAX_LIST_ENTRIES),
  vlans: z.array(orderedVlan).max(MAX_LIST_ENTRIES),
  /** The command that made it so: whether it was proven is known even when its own file is a step behind. */
  commandId: z.string().optional(),
});
/** The lists that were proven: the platform was reached over them. They are set again after a restart of the machine. */
export type WantedNetwork = z.infer<typeof wantedNetwork>;

export const NOTHING_WANTED: WantedNetwork = { routes: [], vlans: [] };

/** Undefined where no command ever changed the network: then nothing of it is touched. */
export const readWanted = async (path: string): Promise<WantedNetwork | undefined> => {
  const content = await readJsonFile(path);
  return content === undefined ? undefined : wantedNetwork.parse(content);
};

export const writeWanted = (path: string, wanted: WantedNetwork): Promise<void> => writeAtomically(path, JSON.stringify(wanted));
