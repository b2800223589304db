import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { NetworkFacts } from '../../protocol/command.ts';
import { deviceName } from '../../protocol/command.ts';
import { checkWanted } from './check-wanted.ts';
import { IpFailed, type IpTool } from './ip-tool.ts';
import { defaultParent, planNetwork } from './plan-network.ts';
import { readKernelNetwork, readWay } from './read-network.ts';
import type { WantedNetwork } from './wanted-file.ts';

/** The network of this machine, as far as commands may change it. */
export interface MachineNetwork {
  /** Makes it the wanted one. Fails with IpFailed, perhaps halfway. */
  apply(wanted: WantedNetwork): Promise<void>;
  /** What is wrong with wanted lists here. */
  check(wanted: WantedNetwork): Promise<string[]>;
  /** As it is now; `named` gives our routes their names. */
  read(named: WantedNetwork, readAt: number): Promise<NetworkFacts>;
}

const MAX_FACTS = 8192;

const addressOf = async (server: string): Promise<string | undefined> => {
  const host = new URL(server).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return host;
  return lookup(host).then(
    ({ address }) => address,
    () => undefined,
  );
};

export const createMachineNetwork = (ip: IpTool, server: string): MachineNetwork => {
  let platformAddress: string | undefined;
  const readPlatform = async () => {
    platformAddress = (await addressOf(server)) ?? platformAddress;
    if (platformAddress === undefined) return undefined;
    return { address: platformAddress, ...(await readWay(ip, platformAddress).catch(() => undefined)) };
  };
  const look = async () => {
    const [current, platform] = [await readKernelNetwork(ip), await readPlatform()];
    return { current, platform, parent: defaultParent(current.links, platform?.device) };
  };
  return {
    apply: async (wanted) => {
      const { current, parent } = await look();
      for (const call of planNetwork({ current, wanted, parent })) await ip(call);
    },
    check: async (wanted) => {
      const { current, platform, parent } = await look();
      return checkWanted({ wanted, current, platform: platform?.address, parent });
    },
    read: async (named, readAt) => {
      const { current, platform } = await look();
      const names = new Map(named.routes.map((one) => [one.destination, one.name]));
      const isNamed = (name: string | undefined) => name === undefined || deviceName.safeParse(name).success;
      return {
        readAt,
        interfaces: current.links
          .filter(({ name }) => isNamed(name))
          .slice(0, MAX_FACTS)
          .map((one) => ({ ...one, addresses: one.addresses.slice(0, 64) })),
        routes: current.routes
          .filter(({ device }) => isNamed(device))
          .slice(0, MAX_FACTS)
          .map((one) => {
            const name = one.own ? names.get(one.destination) : undefined;
            return { ...one, ...(name === undefined ? {} : { name }) };
          }),
        ...(platform === undefined ? {} : { platform }),
      };
    },
  };
};

/** For a reason that goes to the console. */
export const describeIpFailure = (error: unknown): string =>
  error instanceof IpFailed ? error.message : String((error as Error).message ?? error);
