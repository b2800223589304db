import { join } from 'node:path';
import { buildAgents } from '../../scripts/build-agents.mjs';

/** Bundles the agent programs as they are shipped. Returns the path of the appliance; scand lies beside it. */
export const buildPrograms = async (folder: string): Promise<string> => {
  await buildAgents(folder);
  return join(folder, 'watchbill-appliance.mjs');
};
