import { z } from 'zod';
import { type Cidr, isInside, parseCidr, parseIp } from './ip-text.ts';
import type { IpTool } from './ip-tool.ts';

/** Marks our routes in the kernel: `proto` of rtnetlink, free for programs such as this. */
export const OWN_PROTOCOL = '119';
/** Marks our VLANs; the name that people gave follows. */
export const OWN_ALIAS = 'watchbill';

// What iproute2 6.1 prints with `-j`; the rest of it is not needed.
const link = z.object({
  ifname: z.string(),
  link: z.string().optional(),
  flags: z.array(z.string()).default([]),
  ifalias: z.string().optional(),
  linkinfo: z.object({ info_kind: z.string().optional(), info_data: z.object({ id: z.int().optional() }).optional() }).optional(),
  addr_info: z.array(z.object({ local: z.string().optional(), prefixlen: z.int().optional(), scope: z.string().optional() })).default([]),
});
const route = z.object({
  type: z.string().optional(),
  dst: z.string(),
  gateway: z.string().optional(),
  dev: z.string().optional(),
  protocol: z.string().optional(),
  metric: z.int().optional(),
});

export interface KernelLink {
  readonly name: string;
  readonly up: boolean;
  /** Without those of the link alone. */
  readonly addresses: readonly string[];
  readonly vlan?: { readonly id: number; readonly parent?: string };
  readonly own: boolean;
  readonly label?: string;
}

export interface KernelRoute {
  readonly destination: string;
  readonly gateway?: string;
  readonly device?: string;
  readonly metric?: number;
  readonly own: boolean;
}

/** Interfaces and routes as the kernel has them now. */
export interface KernelNetwork {
  readonly links: readonly KernelLink[];
  readonly routes: readonly KernelRoute[];
}

const ANY = { 4: '0.0.0.0/0', 6: '::/0' } as const;
const LONGEST = { 4: 32, 6: 128 } as const;

const toLink = ({ ifname, link: parent, flags, ifalias = '', linkinfo, addr_info }: z.infer<typeof link>): KernelLink => {
  const addresses = addr_info.flatMap(({ local, prefixlen, scope }) =>
    local === undefined || prefixlen === undefined || scope === 'link' ? [] : [`${local}/${prefixlen}`],
  );
  const id = linkinfo?.info_kind === 'vlan' ? linkinfo.info_data?.id : undefined;
  const own = id !== undefined && (ifalias === OWN_ALIAS || ifalias.startsWith(`${OWN_ALIAS} `));
  const label = own ? ifalias.slice(OWN_ALIAS.length + 1) : '';
  return {
    ...{ name: ifname, up: flags.includes('UP'), addresses, own },
    ...(id === undefined ? {} : { vlan: { id, ...(parent === undefined ? {} : { parent }) } }),
    ...(label === '' ? {} : { label }),
  };
};

const toRoute =
  (family: 4 | 6) =>
  ({ dst, gateway, dev, protocol, metric }: z.infer<typeof route>): KernelRoute => ({
    destination: dst === 'default' ? ANY[family] : dst.includes('/') ? dst : `${dst}/${LONGEST[family]}`,
    ...(gateway === undefined ? {} : { gateway }),
    ...(dev === undefined ? {} : { device: dev }),
    ...(metric === undefined ? {} : { metric }),
    own: protocol === OWN_PROTOCOL,
  });

const readRoutes = async (ip: IpTool, family: 4 | 6): Promise<KernelRoute[]> => {
  const text = await ip(['-j', `-${family}`, 'route', 'show', 'table', 'main']);
  return z
    .array(route)
    .parse(JSON.parse(text.trim() || '[]'))
    .filter(({ type, dst }) => (type === undefined || type === 'unicast') && !dst.startsWith('fe80:'))
    .map(toRoute(family));
};

export const readKernelNetwork = async (ip: IpTool): Promise<KernelNetwork> => {
  const links = z.array(link).parse(JSON.parse((await ip(['-j', '-d', 'address', 'show'])).trim() || '[]'));
  return { links: links.map(toLink), routes: [...(await readRoutes(ip, 4)), ...(await readRoutes(ip, 6))] };
};

const way = z.array(z.object({ dev: z.string().optional(), gateway: z.string().optional() }));

/** How the kernel would send a packet to that address. */
export const readWay = async (ip: IpTool, address: string): Promise<{ device?: string; gateway?: string } | undefined> => {
  const [first] = way.parse(JSON.parse(await ip(['-j', 'route', 'get', address])));
  return (
    first && {
      ...(first.dev === undefined ? {} : { device: first.dev }),
      ...(first.gateway === undefined ? {} : { gateway: first.gateway }),
    }
  );
};

export interface DeviceNetwork {
  readonly device: string;
  readonly network: Cidr;
}

/** The networks to which interfaces are connected. */
export const networksOf = (links: readonly KernelLink[]): DeviceNetwork[] =>
  links
    .filter((one) => one.name !== 'lo')
    .flatMap(({ name, addresses }) =>
      addresses.flatMap((text) => {
        const network = parseCidr(text);
        return network ? [{ device: name, network }] : [];
      }),
    );

/** The narrowest of the networks in which the address lies. */
export const findNetwork = (networks: readonly DeviceNetwork[], address: string): DeviceNetwork | undefined => {
  const ip = parseIp(address);
  if (!ip) return undefined;
  const around = networks.filter((one) => isInside(ip, one.network));
  return around.reduce<DeviceNetwork | undefined>(
    (best, one) => (best && best.network.prefix >= one.network.prefix ? best : one),
    undefined,
  );
};
