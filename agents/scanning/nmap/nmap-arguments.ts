import { isIP, isIPv6 } from 'node:net';
import type { ScanProfile } from '#protocol/slice';
import { DISCOVERY_PORTS } from '../named-ports.ts';
import { formatPorts } from '../port-set.ts';

export interface NmapOrder {
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
  readonly profile: Pick<ScanProfile, 'intensity' | 'hostTimeoutSeconds'>;
  /** Raw sockets are there: ICMP and ARP may be used for discovery. */
  readonly privileged: boolean;
}

// Version intensity 2 is what --version-light means; one port that answers oddly costs many times as much above it.
const BY_INTENSITY: Readonly<Record<ScanProfile['intensity'], readonly string[]>> = {
  low: ['-T3', '--version-intensity', '0', '--max-parallelism', '20'],
  normal: ['-T4', '--version-intensity', '2'],
  high: ['-T4', '--version-intensity', '7'],
};

const discovery = ({ privileged }: NmapOrder): string[] => [`-PS${DISCOVERY_PORTS.join(',')}`, ...(privileged ? ['-PE'] : [])];

/**
 * The whole command line. Only addresses in canonical form get into it, so that nothing from outside can become an
 * option or a range; throws on anything else.
 */
export const nmapArguments = (order: NmapOrder): string[] => {
  const bad = order.addresses.find((address) => isIP(address) === 0 || address.includes('%'));
  if (bad !== undefined) throw new Error(`${JSON.stringify(bad)} is not an IP address.`);
  return [
    ...(order.addresses.some(isIPv6) ? ['-6'] : []),
    // Nmap itself takes only root for privileged.
    order.privileged ? '--privileged' : '--unprivileged',
    '-sT',
    '-sV',
    '-n',
    ...BY_INTENSITY[order.profile.intensity],
    ...discovery(order),
    // All hosts of one process are one group: see split-lanes.
    '--min-hostgroup',
    `${order.addresses.length}`,
    '--host-timeout',
    `${order.profile.hostTimeoutSeconds}s`,
    '-p',
    formatPorts(order.ports),
    // Down hosts are told only with -v.
    '-v',
    '-oX',
    '-',
    '--',
    ...order.addresses,
  ];
};
