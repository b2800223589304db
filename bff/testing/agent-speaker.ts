import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PollRequest, PollResponse } from '#protocol/poll';
import type { RegistrationResponse } from '#protocol/registration';
import type { Report, ReportResponse } from '#protocol/report';
import { newSigningKey, toPublicKey } from '../../agents/signing/new-signing-key.ts';
import type { Clock } from '../domain/time/instant.ts';

/** A message about a slice, as tests write it: ids and times are filled in. */
export type ReportDraft = Report extends infer R
  ? R extends Report
    ? Omit<R, 'messageId' | 'at'> & { messageId?: string }
    : never
  : never;

/** Speaks the agents' wire for one appliance, with its key. */
export interface AgentSpeaker {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  /** Sends a signed request; `token` in place of the one that fits. */
  readonly send: (path: string, body: unknown, more?: { token?: string; signal?: AbortSignal }) => Promise<Response>;
  readonly token: (path: string, body: string, claims?: Record<string, unknown>) => Promise<string>;
  readonly poll: (more?: Partial<PollRequest>, signal?: AbortSignal) => Promise<PollResponse>;
  readonly report: (...reports: ReportDraft[]) => Promise<ReportResponse>;
}

/** Where the platform is, and what it takes for the present. */
export interface Platform {
  readonly url: string;
  readonly now: Clock;
}

export interface AgentIdentity {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  readonly configurationRevision: number;
}

export const FACTS = { hostName: 'scanner', addresses: ['10.0.0.2'], platform: 'linux', applianceVersion: '1.0.0', scandVersion: '1.0.0' };

export function newKey() {
  const privateKey = newSigningKey();
  return { privateKey, publicKey: toPublicKey(privateKey) };
}

/** Binds a new appliance to its personalization code and speaks for it from then on. */
export async function registerAgent(platform: Platform, perscode: string): Promise<AgentSpeaker> {
  const { privateKey, publicKey } = newKey();
  const answer = await fetch(`${platform.url}/agent/v1/register`, {
    method: 'POST',
    body: JSON.stringify({ perscode, publicKey, facts: FACTS }),
  });
  if (!answer.ok) throw new Error(`registration answered ${answer.status}: ${await answer.text()}`);
  const { applianceId, configuration } = (await answer.json()) as RegistrationResponse;
  return speakFor(platform, { id: applianceId, privateKey, publicKey, configurationRevision: configuration.revision });
}

/** Speaks for an appliance that is bound already. */
export function speakFor({ url, now }: Platform, identity: AgentIdentity): AgentSpeaker {
  const token: AgentSpeaker['token'] = (path, body, claims) => {
    const iat = Math.floor(now() / 1000);
    const bsh = createHash('sha256').update(body).digest('base64url');
    const all = { sub: identity.id, iat, exp: iat + 60, jti: randomUUID(), htm: 'POST', htu: path, bsh, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg: 'EdDSA' }).sign(identity.privateKey);
  };
  const send: AgentSpeaker['send'] = async (path, body, more = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const authorization = `Bearer ${more.token ?? (await token(path, text))}`;
    return fetch(`${url}${path}`, {
      method: 'POST',
      body: text,
      headers: { authorization },
      ...(more.signal ? { signal: more.signal } : {}),
    });
  };
  return {
    ...identity,
    send,
    token,
    poll: async (more, signal) => {
      const request = pollOf(now, { configurationRevision: identity.configurationRevision, ...more });
      return expectOk(await send('/agent/v1/poll', request, signal ? { signal } : {}));
    },
    report: async (...drafts) => {
      const reports = drafts.map((draft) => ({ messageId: randomUUID(), at: now(), ...draft }));
      return expectOk(await send('/agent/v1/reports', { reports }));
    },
  };
}

async function expectOk<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export const pollOf = (now: Clock, more: Partial<PollRequest> = {}): PollRequest => ({
  bootId: 'boot-1',
  versions: { appliance: '1.0.0', scand: '1.0.0', engines: [{ name: 'connect', version: '1.0.0' }] },
  capacity: { slots: 2, used: 0 },
  running: [],
  clock: { sentAt: now() },
  configurationRevision: 2,
  wait: false,
  ...more,
});
