import { createManifestKeeper } from '../../sensor/manifest-keeper.ts';
import type { Binding } from './binding.ts';

const LIMIT_MS = 120_000;

/**
 * Fetches the signatures that the Distribution Server hands out now, verified, into the data folder, unless they are there already.
 * Where that fails the ones that are there serve, and it is said.
 */
export const bringManifest = async (binding: Binding, runningFile: string, onProblem: (problem: string) => void): Promise<void> => {
  const { data, identity, platform } = binding;
  const parts = { data, server: identity.server, client: platform, runningFile, log: () => undefined };
  const keeper = await createManifestKeeper(parts);
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const { manifest } = await binding.checkIn(keeper.current()?.header.version, signal);
    if (manifest !== undefined) await keeper.fetch(manifest, signal);
  } catch (error) {
    onProblem(`The signatures of ${identity.server} could not be fetched: ${(error as Error).message}. Those that are here are used.`);
  } finally {
    await keeper.close();
  }
};
