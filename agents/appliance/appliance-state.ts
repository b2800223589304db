import { z } from 'zod';
import { wantedPackages } from '../protocol/packages.ts';
import { agentConfiguration } from '../protocol/registration.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';

export const applianceState = z.object({
  configuration: agentConfiguration,
  /** Machine clock minus platform clock, ms, as measured last. */
  offsetMs: z.number().optional(),
  /** The versions that it should run, as told last. */
  wanted: wantedPackages.optional(),
  /** Machine time, epoch ms. */
  lastContactAt: z.number().optional(),
});
/** What the last contact with the platform told. Losing it costs nothing but a poll. */
export type ApplianceState = z.infer<typeof applianceState>;

const UNTOLD: ApplianceState = { configuration: { revision: 0, name: '', pollIntervalSeconds: 190, promptDelivery: false } };

export const readApplianceState = async (path: string): Promise<ApplianceState> => {
  const parsed = applianceState.safeParse(await readJsonFile(path).catch(() => undefined));
  return parsed.success ? parsed.data : UNTOLD;
};

export const writeApplianceState = (path: string, state: ApplianceState): Promise<void> =>
  writeAtomically(path, `${JSON.stringify(state)}\n`);
