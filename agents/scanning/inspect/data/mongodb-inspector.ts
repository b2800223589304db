import { cleanText } from '../../clean-text.ts';
import { finding } from '../../finding-catalogue.ts';
import { composeMongoCommand, isMongoReply, isMongoSuccess, mongoText } from '../../network/mongo-message.ts';
import { openTalk } from '../../network/talk.ts';
import { composeCpe } from '../../recognise/products.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';

/** buildInfo (always allowed) for the version, listDatabases to see whether anyone may read. */
export const mongodbInspector: Inspector = {
  name: 'mongodb',
  fits: (service) => /^mongo(d|db)$/.test(service.name ?? ''),
  inspect: async ({ endpoint }, { patience, signal }) => {
    const talk = await openTalk(endpoint, patience, signal);
    if (!talk) return NOTHING_SEEN;
    talk.send(composeMongoCommand('buildInfo'));
    const found = mongoText(await talk.read(isMongoReply), 'version');
    talk.send(composeMongoCommand('listDatabases'));
    const listed = isMongoSuccess(await talk.read(isMongoReply));
    talk.close();
    const version = found === undefined ? undefined : cleanText(found, 100);
    return {
      findings: listed
        ? [
            finding(
              'mongodb-unauthenticated',
              endpoint.port,
              `listDatabases was answered without a password; version ${version ?? 'unknown'}.`,
            ),
          ]
        : [],
      ...(version === undefined ? {} : { learned: { product: 'MongoDB', version, cpe: composeCpe('mongodb:mongodb', version) } }),
    };
  },
};
