import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Service } from '#protocol/report';
import { cleanText } from '../clean-text.ts';
import { officialCpe } from '../recognise/cpe-names.ts';

/** What one `<host>` element says. */
export interface NmapHost {
  readonly address: string;
  readonly up: boolean;
  readonly timedOut: boolean;
  readonly operatingSystem?: string | undefined;
  readonly services: readonly Service[];
}

// Entities are decoded below, from a fixed list: nothing that the text declares is ever expanded.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  isArray: (name) => name === 'port' || name === 'cpe' || name === 'address',
});

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });

const networkText = (max: number) => z.string().transform((text) => cleanText(decode(text), max));

const service = z.object({
  name: networkText(64).optional(),
  product: networkText(150).optional(),
  version: networkText(120).optional(),
  ostype: networkText(100).optional(),
  tunnel: z.string().optional(),
  cpe: z.array(networkText(300)).optional(),
});

const port = z.object({
  protocol: z.string(),
  portid: z.coerce.number().int().min(1).max(65_535),
  state: z.object({ state: z.string() }),
  service: service.optional(),
});

const host = z.object({
  timedout: z.string().optional(),
  status: z.object({ state: z.string() }),
  address: z.array(z.object({ addr: z.string(), addrtype: z.string() })),
  ports: z.union([z.literal(''), z.object({ port: z.array(port).optional() })]).optional(),
});

const present = (entries: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));

const toService = ({ portid, service: found }: z.output<typeof port>): Service => ({
  port: portid,
  protocol: 'tcp',
  ...present({
    // `tcpwrapped` says that the port closed at once: no service is known.
    name: found?.name === 'tcpwrapped' ? undefined : found?.name,
    product: found?.product,
    version: found?.version,
    cpe: found?.cpe?.filter((each) => each.startsWith('cpe:/a:')).map(officialCpe)[0],
  }),
  tls: found?.tunnel === 'ssl',
});

const isOpen = (each: z.output<typeof port>): boolean => each.state.state === 'open' && each.protocol === 'tcp';

/** One complete `<host>` element → what it says; `undefined` when it is not what nmap writes. Never throws. */
export const readHost = (element: string): NmapHost | undefined => {
  // nmap never declares anything inside of a host: whoever does is not nmap.
  if (element.includes('<!')) return undefined;
  let parsed: unknown;
  try {
    parsed = parser.parse(element);
  } catch {
    return undefined;
  }
  const read = z.object({ host }).safeParse(parsed);
  const address = read.data?.host.address.find(({ addrtype }) => addrtype.startsWith('ipv'))?.addr;
  if (!read.success || address === undefined) return undefined;
  const { timedout, status, ports } = read.data.host;
  const open = (ports ? (ports.port ?? []) : []).filter(isOpen);
  return {
    address,
    up: status.state === 'up',
    timedOut: timedout === 'true',
    operatingSystem: open.find((each) => each.service?.ostype)?.service?.ostype,
    services: open.map(toService),
  };
};
