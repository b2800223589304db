import type { Service } from '#protocol/report';
import type { Patience } from '../network/patience.ts';
import { type Endpoint, hasBytes, openTalk, type Talk } from '../network/talk.ts';
import { isTelnet, recogniseMysql } from './binary-greetings.ts';
import { headerOf, parseHttpHead } from './http-head.ts';
import { type LightProbe, looksLikeTls, probesFor, speaksSecond } from './light-probes.ts';
import { type Recognised, recogniseGreeting, recogniseHttpServer, systemInText } from './products.ts';

/** A service and what its words gave away about the machine. */
export interface RecognisedService {
  readonly service: Service;
  readonly operatingSystem?: string | undefined;
}

interface Recognition {
  readonly patience: Patience;
  readonly thorough: boolean;
  readonly signal: AbortSignal;
}

type Found = Recognised & { readonly tls?: true };

const text = (bytes: Buffer): string => bytes.toString('latin1');

const withHttpServer = (found: Found, answer: Buffer): Found => {
  if (found.name !== 'http') return found;
  const server = headerOf(parseHttpHead(answer), 'server') ?? '';
  const system = systemInText(server);
  return { ...found, ...recogniseHttpServer(server), ...(system === undefined ? {} : { operatingSystem: system }) };
};

const ofGreeting = (greeting: Buffer): Found | undefined => {
  if (isTelnet(greeting)) return { name: 'telnet' };
  const found = recogniseMysql(greeting) ?? recogniseGreeting(text(greeting));
  const system = systemInText(text(greeting));
  return found && { ...(system === undefined ? {} : { operatingSystem: system }), ...withHttpServer(found, greeting) };
};

/** nginx, Apache and Go answer plain HTTP on a TLS port with 400 and say so. */
const isTlsInDisguise = (answer: Buffer): boolean => /^HTTP\/1\.\d 400/.test(text(answer)) && /HTTPS|TLS|SSL/.test(text(answer));

const answerTo = async (probe: LightProbe, talk: Talk, host: string): Promise<Buffer> => {
  talk.send(probe.question(host));
  const enough = (bytes: Buffer) => (probe.name === 'http' ? bytes.includes('\r\n\r\n') : probe.recognise(bytes) !== undefined);
  return talk.read(enough);
};

const ask = async (probe: LightProbe, endpoint: Endpoint, { patience, signal }: Recognition): Promise<Found | undefined> => {
  const talk = await openTalk(endpoint, patience, signal);
  if (!talk) return undefined;
  const answer = await answerTo(probe, talk, endpoint.serverName ?? endpoint.address);
  talk.close();
  if (probe.name !== 'tls' && (looksLikeTls(answer) || isTlsInDisguise(answer))) return { name: 'ssl', tls: true };
  const found = probe.recognise(answer);
  return found && withHttpServer(found, answer);
};

const listen = async (endpoint: Endpoint, { patience, signal }: Recognition): Promise<Found | undefined | 'unreachable'> => {
  const talk = await openTalk(endpoint, patience, signal);
  if (!talk) return 'unreachable';
  const first = await talk.read(hasBytes, patience.greetingMs);
  // Greetings come in pieces: a little longer for the rest of the line.
  const greeting = first.length === 0 || first.includes(0x0a) ? first : Buffer.concat([first, await talk.read(hasBytes, 100)]);
  talk.close();
  return ofGreeting(greeting);
};

const askAll = async (endpoint: Endpoint, recognition: Recognition): Promise<Found | undefined> => {
  for (const probe of probesFor(endpoint.port, recognition.thorough)) {
    if (recognition.signal.aborted) return undefined;
    if (endpoint.tls && probe.name === 'tls') continue;
    const found = await ask(probe, endpoint, recognition);
    if (found) return found;
  }
  return undefined;
};

const recogniseOn = async (endpoint: Endpoint, recognition: Recognition): Promise<Found | undefined> => {
  if (speaksSecond(endpoint.port)) {
    const found = await askAll(endpoint, recognition);
    if (found) return found;
  }
  const greeted = await listen(endpoint, recognition);
  if (greeted === 'unreachable') return undefined;
  return greeted ?? (speaksSecond(endpoint.port) ? undefined : askAll(endpoint, recognition));
};

/** Finds out by greeting and harmless questions what listens on an open port. Never rejects. */
export const recogniseService = async (endpoint: Endpoint, recognition: Recognition): Promise<RecognisedService> => {
  const plain = await recogniseOn(endpoint, recognition);
  const inside = plain?.tls ? await recogniseOn({ ...endpoint, tls: true }, recognition) : undefined;
  const { operatingSystem, tls: _tls, ...found } = inside ?? plain ?? {};
  return {
    service: { port: endpoint.port, protocol: 'tcp', ...found, tls: plain?.tls === true },
    operatingSystem,
  };
};
