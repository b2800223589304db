import type { Issue } from '../../issue.ts';
import { formatAddress, parseAddress } from '../../scans/address.ts';
import { checkDevice, checkLength, checkName, issueAt, MAX_ISSUES } from './check-entry.ts';
import { MAX_LIST_ENTRIES, vlanDevice, type WantedVlan } from './command.ts';
import { type IpNetwork, type NamedNetwork, networkTable, networkText, parseNetwork } from './ip-network.ts';
import { connectedNetworks, ownRoutes, type ReportedNetwork } from './reported-network.ts';

const MAX_ID = 4094; // IEEE 802.1Q §9.6: 0 and 4095 are reserved

/** Everything that is wrong with a wanted list of VLANs, each at its field. `reported`: the appliance's network, if it told of it. */
export function checkVlans(vlans: readonly WantedVlan[], reported: ReportedNetwork | undefined): Issue[] {
  const read = vlans.slice(0, MAX_LIST_ENTRIES).map((vlan) => ({ vlan, network: parseNetwork(vlan.address) }));
  const found = read.flatMap(({ vlan, network }, at) => [
    ...checkId(vlan, at, vlans),
    ...(network === undefined ? [addressInvalid(vlan, at)] : checkAddress(network, at)),
    ...checkName(vlan.name, ['vlans', at]),
    ...checkDevice(vlan.parent, 'parent', ['vlans', at]),
    ...(reported === undefined ? [] : checkParent(vlan, at, reported)),
  ]);
  const issues = [...found, ...checkOverlaps(read, reported), ...(reported === undefined ? [] : checkRoutesLeft(read, reported))];
  return [...checkLength('vlans', vlans.length), ...issues.slice(0, MAX_ISSUES)];
}

function checkId({ id }: WantedVlan, at: number, vlans: readonly WantedVlan[]): Issue[] {
  const path = ['vlans', at, 'id'];
  if (!Number.isInteger(id) || id < 1 || id > MAX_ID)
    return [issueAt(path, 'vlan-id-invalid', `A VLAN id is a whole number from 1 to ${MAX_ID}`)];
  const before = vlans.findIndex((other) => other.id === id);
  return before < at ? [issueAt(path, 'vlan-id-repeated', `VLAN ${id} is entry ${before + 1} already. Each VLAN has one entry`)] : [];
}

const OWN_ADDRESS = "The appliance's own address in the VLAN looks like 10.21.7.5/24";

function addressInvalid({ address }: WantedVlan, at: number): Issue {
  const path = ['vlans', at, 'address'];
  if (address === '') return issueAt(path, 'address-missing', `Give the address. ${OWN_ADDRESS}`);
  return issueAt(path, 'address-invalid', `"${address.slice(0, 50)}" is not an address with its prefix length. ${OWN_ADDRESS}`);
}

function checkAddress(network: IpNetwork, at: number): Issue[] {
  const bits = network.family === 4 ? 32 : 128;
  const wrong = (code: string, message: string) => [issueAt(['vlans', at, 'address'], code, message)];
  if (network.prefix === 0 || network.prefix > bits - 1)
    return wrong('prefix-invalid', `A VLAN's network has a prefix length from 1 to ${bits - 1}`);
  // In a network of two addresses both are hosts (RFC 3021); IPv6 has no broadcast.
  const edge =
    network.prefix < bits - 1 && (network.address === network.first || (network.family === 4 && network.address === network.last));
  if (!edge) return [];
  const example = formatAddress({ family: network.family, value: network.first + 1n });
  return wrong(
    'address-is-network',
    `This is the ${network.address === network.first ? 'network' : 'broadcast'} address. ${example}/${network.prefix} would be the address of a host`,
  );
}

function checkParent({ id, parent }: WantedVlan, at: number, { interfaces }: ReportedNetwork): Issue[] {
  const taken = interfaces.find((one) => one.name === vlanDevice(id) && !one.own);
  const used =
    taken === undefined
      ? []
      : [issueAt(['vlans', at, 'id'], 'vlan-taken', `The machine has an interface ${taken.name} of its own, which stays as it is`)];
  if (parent === undefined) return used;
  const carrier = interfaces.find((one) => one.name === parent);
  if (carrier === undefined)
    return [...used, issueAt(['vlans', at, 'parent'], 'device-unknown', `The appliance has no interface ${parent.slice(0, 50)}`)];
  if (carrier.own || parent === 'lo')
    return [...used, issueAt(['vlans', at, 'parent'], 'parent-invalid', `${parent} cannot carry a VLAN. Choose a network card`)];
  return used;
}

interface Read {
  readonly vlan: WantedVlan;
  readonly network: IpNetwork | undefined;
}

/** Each network once: neither another VLAN's nor an interface's. */
function checkOverlaps(read: readonly Read[], reported: ReportedNetwork | undefined): Issue[] {
  const fixed = networkTable(reported === undefined ? [] : connectedNetworks(reported, { own: false }));
  const before: { readonly at: number; readonly network: IpNetwork }[] = [];
  return read.flatMap(({ network }, at) => {
    if (network === undefined) return [];
    const wrong = (whose: string) => [
      issueAt(
        ['vlans', at, 'address'],
        'network-overlaps',
        `${networkText(network)} overlaps ${whose}. Each network may be on one interface only`,
      ),
    ];
    const card = fixed.overlapping(network);
    if (card !== undefined) return wrong(`${networkText(card.network)} of ${card.device}`);
    const other = before.find(
      (one) => one.network.family === network.family && one.network.first <= network.last && network.first <= one.network.last,
    );
    before.push({ at, network });
    return other === undefined ? [] : wrong(`${networkText(other.network)} of entry ${other.at + 1}`);
  });
}

/** A route of a command must not lose the VLAN in which its gateway is. */
function checkRoutesLeft(read: readonly Read[], reported: ReportedNetwork): Issue[] {
  const left: NamedNetwork[] = read.flatMap(({ vlan, network }) =>
    network === undefined ? [] : [{ network, device: vlanDevice(vlan.id) }],
  );
  const table = networkTable([...connectedNetworks(reported, { own: false }), ...left]);
  const lost = ownRoutes(reported).filter(({ gateway }) => {
    const parsed = parseAddress(gateway);
    return parsed.ok && table.find(parsed.value) === undefined;
  });
  if (lost.length === 0) return [];
  const [first] = lost;
  const more = lost.length === 1 ? '' : ` and ${lost.length - 1} more`;
  return [
    issueAt(
      ['vlans'],
      'vlan-in-use',
      `The route to ${first!.destination}${more} needs a VLAN that is not in this list. Remove the route first, or keep the VLAN`,
    ),
  ];
}
