import { cleanText } from '../../clean-text.ts';
import { finding } from '../../finding-catalogue.ts';
import { openTalk } from '../../network/talk.ts';
import { composeCpe } from '../../recognise/products.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';

const PING = '*1\r\n$4\r\nPING\r\n';
const INFO = '*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n';

/** `+PONG`, then a bulk string (`$<length>`), or an error line. */
const isComplete = (bytes: Buffer): boolean => {
  const text = bytes.toString('latin1');
  const bulk = /^\+PONG\r\n\$(\d+)\r\n/.exec(text);
  return bulk ? bytes.length >= bulk[0].length + Number(bulk[1]) + 2 : /^-[^\n]*\n|^\+PONG\r\n-[^\n]*\n/.test(text);
};

/** PING and INFO without a password: only reads. */
export const redisInspector: Inspector = {
  name: 'redis',
  fits: (service) => service.name === 'redis',
  inspect: async ({ endpoint }, { patience, signal }) => {
    const talk = await openTalk(endpoint, patience, signal);
    if (!talk) return NOTHING_SEEN;
    talk.send(PING + INFO);
    const answer = (await talk.read(isComplete)).toString('latin1');
    talk.close();
    if (!answer.startsWith('+PONG')) return NOTHING_SEEN;
    const found = /redis_version:([^\r\n]+)/.exec(answer)?.[1];
    const version = found === undefined ? undefined : cleanText(found, 100);
    const seen = `PING without a password was answered with PONG${version === undefined ? '' : `, INFO with redis_version:${version}`}.`;
    return {
      findings: [finding('redis-unauthenticated', endpoint.port, seen)],
      ...(version === undefined ? {} : { learned: { product: 'Redis key-value store', version, cpe: composeCpe('redis:redis', version) } }),
    };
  },
};
