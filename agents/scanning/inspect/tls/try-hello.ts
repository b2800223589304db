import { randomBytes } from 'node:crypto';
import { type ClientHello, composeClientHello, readServerHello, type ServerHello, WIRE_VERSION } from '../../network/client-hello.ts';
import { openTalk } from '../../network/talk.ts';
import type { Inspected, InspectionTools } from '../inspector.ts';

/** `silent`: connected, but no answer in time or one that is not TLS. */
export type HelloAnswer = ServerHello | 'silent';

/** One raw handshake up to the ServerHello; nothing of the own library's policy stands in the way. Never rejects. */
export const tryHello = async (
  { endpoint }: Inspected,
  offer: Pick<ClientHello, 'version' | 'ciphers'>,
  { patience, signal }: InspectionTools,
): Promise<HelloAnswer> => {
  const talk = await openTalk({ ...endpoint, tls: false }, patience, signal);
  if (!talk) return 'silent';
  talk.send(composeClientHello({ ...offer, random: randomBytes(32), serverName: endpoint.serverName }));
  const answer = await talk.read((bytes) => readServerHello(bytes) !== undefined);
  talk.close();
  const hello = readServerHello(answer);
  // A connection that is closed without a word is a refusal too: some servers send no alert.
  if (!hello) return talk.timedOut() ? 'silent' : { accepted: false };
  return hello.accepted && hello.version !== WIRE_VERSION[offer.version] ? { accepted: false } : hello;
};
