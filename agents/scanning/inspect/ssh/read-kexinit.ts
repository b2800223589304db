/** What a server offers in SSH_MSG_KEXINIT (RFC 4253 §7.1). Ciphers and MACs of both directions, each once. */
export interface SshOffer {
  readonly keyExchange: readonly string[];
  readonly hostKeys: readonly string[];
  readonly ciphers: readonly string[];
  readonly macs: readonly string[];
}

const KEXINIT = 20;
const COOKIE_BYTES = 16;
// RFC 4253 §6.1: 35,000 bytes are the most that must be accepted.
const MAX_PACKET = 35_000;

const isSane = (packetBytes: number): boolean => packetBytes >= 12 && packetBytes <= MAX_PACKET;

/** True when the first packet is complete, or can never become one. */
export const isPacketComplete = (bytes: Buffer): boolean => {
  if (bytes.length < 4) return false;
  const length = bytes.readUInt32BE(0);
  return !isSane(length) || bytes.length >= 4 + length;
};

/** Up to eight name-lists from `at`; `undefined` when one reaches over the end. */
const nameLists = (payload: Buffer, at: number, count: number): string[][] | undefined => {
  const lists: string[][] = [];
  let next = at;
  while (lists.length < count) {
    if (next + 4 > payload.length) return undefined;
    const length = payload.readUInt32BE(next);
    const end = next + 4 + length;
    if (end > payload.length) return undefined;
    const names = payload.toString('latin1', next + 4, end);
    lists.push(names === '' ? [] : names.split(','));
    next = end;
  }
  return lists;
};

/** The first packet after the identification line → the offer; `undefined` when it is not a whole KEXINIT. */
export const readKexinit = (bytes: Buffer): SshOffer | undefined => {
  if (bytes.length < 6) return undefined;
  const length = bytes.readUInt32BE(0);
  const padding = bytes[4] ?? 0;
  if (!isSane(length) || bytes.length < 4 + length || padding + 1 >= length) return undefined;
  const payload = bytes.subarray(5, 4 + length - padding);
  if (payload[0] !== KEXINIT) return undefined;
  const lists = nameLists(payload, 1 + COOKIE_BYTES, 6);
  if (!lists) return undefined;
  const [keyExchange = [], hostKeys = [], toServer = [], toClient = [], macToServer = [], macToClient = []] = lists;
  return { keyExchange, hostKeys, ciphers: [...new Set([...toServer, ...toClient])], macs: [...new Set([...macToServer, ...macToClient])] };
};
