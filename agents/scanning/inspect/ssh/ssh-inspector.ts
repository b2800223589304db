import { openTalk, type Talk } from '../../network/talk.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';
import { judgeSshIdentification, judgeSshOffer } from './judge-ssh.ts';
import { isPacketComplete, readKexinit } from './read-kexinit.ts';

// RFC 4253 §4.2: other lines may come before the identification.
const IDENTIFICATION = /(?:^|\n)(SSH-[^\r\n]{1,253})\r?\n/;

interface Opening {
  readonly identification: string;
  /** What already came after that line. */
  readonly rest: Buffer;
}

const readOpening = async (talk: Talk): Promise<Opening | undefined> => {
  const bytes = await talk.read((sofar) => IDENTIFICATION.test(sofar.toString('latin1')));
  const match = IDENTIFICATION.exec(bytes.toString('latin1'));
  return match?.[1] === undefined ? undefined : { identification: match[1], rest: bytes.subarray(match.index + match[0].length) };
};

/** Identification and key exchange offer; the key exchange itself is never begun, nobody signs in. */
export const sshInspector: Inspector = {
  name: 'ssh',
  fits: (service) => service.name === 'ssh',
  inspect: async ({ endpoint }, { patience, signal }) => {
    const talk = await openTalk(endpoint, patience, signal);
    if (!talk) return NOTHING_SEEN;
    try {
      const opening = await readOpening(talk);
      if (!opening) return NOTHING_SEEN;
      talk.send('SSH-2.0-Watchbill\r\n');
      const whole = (bytes: Buffer) => Buffer.concat([opening.rest, bytes]);
      const offer = readKexinit(whole(await talk.read((bytes) => isPacketComplete(whole(bytes)))));
      return {
        findings: [...judgeSshIdentification(opening.identification, endpoint.port), ...(offer ? judgeSshOffer(offer, endpoint.port) : [])],
      };
    } finally {
      talk.close();
    }
  },
};
