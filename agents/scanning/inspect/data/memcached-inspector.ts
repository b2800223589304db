import { cleanText } from '../../clean-text.ts';
import { finding } from '../../finding-catalogue.ts';
import { openTalk } from '../../network/talk.ts';
import { composeCpe } from '../../recognise/products.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';

/** `stats` over TCP: only reads. */
export const memcachedInspector: Inspector = {
  name: 'memcached',
  fits: (service) => /^memcached?$/.test(service.name ?? ''),
  inspect: async ({ endpoint }, { patience, signal }) => {
    const talk = await openTalk(endpoint, patience, signal);
    if (!talk) return NOTHING_SEEN;
    talk.send('stats\r\n');
    const answer = (await talk.read((bytes) => /\r\nEND\r\n|ERROR/.test(bytes.toString('latin1')))).toString('latin1');
    talk.close();
    const found = /^STAT version (\S{1,60})/m.exec(answer)?.[1];
    if (found === undefined) return NOTHING_SEEN;
    const version = cleanText(found, 100);
    return {
      findings: [
        finding('memcached-unauthenticated', endpoint.port, `The command stats was answered without a password; version ${version}.`),
      ],
      learned: { product: 'Memcached', version, cpe: composeCpe('memcached:memcached', version) },
    };
  },
};
