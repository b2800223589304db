import type { CommandClaims } from '../../protocol/command.ts';
import { describeError, type Log } from '../../runtime/log.ts';
import { describeIpFailure, type MachineNetwork } from './machine-network.ts';
import { NOTHING_WANTED, readWanted, type WantedNetwork, writeWanted } from './wanted-file.ts';

export type Outcome = { readonly state: 'succeeded' } | { readonly state: 'failed'; readonly reason: string };

export const failed = (reason: string): Outcome => ({ state: 'failed', reason: reason.slice(0, 500) });

export interface NetworkChangeParts {
  readonly network: MachineNetwork;
  /** Where the proven lists are kept. */
  readonly wantedFile: string;
  /** Whether a poll that begins from now on is answered within that time. */
  readonly isReached: (withinMs: number) => Promise<boolean>;
  readonly undoAfterMs: number;
  readonly log: Log;
}

const wantedBy = ({ jti, kind, routes, vlans }: CommandClaims, before: WantedNetwork): WantedNetwork => ({
  routes: kind === 'routes' ? (routes ?? []) : before.routes,
  vlans: kind === 'vlans' ? (vlans ?? []) : before.vlans,
  commandId: jti,
});

/** Puts the proven lists back; says so where even that fails. */
const undo = async ({ network, log }: NetworkChangeParts, former: WantedNetwork): Promise<string> => {
  try {
    await network.apply(former);
    return 'The former lists are back.';
  } catch (error) {
    log('error', 'The former network could not be set again.', { reason: describeIpFailure(error) });
    return `The former lists could not be set again: ${describeIpFailure(error)}`;
  }
};

/** Sets a whole list, proves that the platform is still reached, and keeps it; or leaves everything as it was (design 04 §4.5). */
export const changeNetwork = async (parts: NetworkChangeParts, claims: CommandClaims): Promise<Outcome> => {
  const { network, wantedFile, undoAfterMs } = parts;
  try {
    const former = (await readWanted(wantedFile)) ?? NOTHING_WANTED;
    const wanted = wantedBy(claims, former);
    const problems = await network.check(wanted);
    if (problems.length > 0) return failed(problems.slice(0, 5).join(' '));
    // From here on a restart puts the former lists back, also when there were none.
    await writeWanted(wantedFile, former);
    try {
      await network.apply(wanted);
    } catch (error) {
      return failed(`${describeIpFailure(error)} ${await undo(parts, former)}`);
    }
    if (!(await parts.isReached(undoAfterMs)))
      return failed(
        `The platform could not be reached within ${Math.round(undoAfterMs / 1000)} s of the change. ${await undo(parts, former)}`,
      );
    await writeWanted(wantedFile, wanted);
    return { state: 'succeeded' };
  } catch (error) {
    return failed(describeIpFailure(error));
  }
};

/** After a start: sets the proven lists again, where a command ever set any. True when there is nothing left to do. */
export const restoreNetwork = async ({
  network,
  wantedFile,
  log,
}: Pick<NetworkChangeParts, 'network' | 'wantedFile' | 'log'>): Promise<boolean> => {
  try {
    const wanted = await readWanted(wantedFile);
    if (wanted) await network.apply(wanted);
    return true;
  } catch (error) {
    log('warn', 'Routes and VLANs could not be set. Tried again.', { reason: describeError(error) });
    return false;
  }
};
