import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { Credentials } from './credentials.ts';
import { isLoopback } from './is-loopback.ts';
import type { ImageReference } from './reference.ts';
import { type RegistryHttp, type RegistryRequest, readBody } from './registry-http.ts';
import { RegistryProblem } from './registry-problem.ts';

export interface AuthorizeParts {
  readonly http: RegistryHttp;
  readonly reference: ImageReference;
  readonly credentials: () => Promise<Credentials | undefined>;
}

const MAX_TOKEN_BYTES = 1024 * 1024;
const CLIENT = 'watchbill-scan';

const tokenAnswer = z
  .object({ token: z.string().optional(), access_token: z.string().optional() })
  .transform(({ token, access_token }) => token ?? access_token)
  .pipe(z.string().min(1));

const denied = (registry: string, why: string): RegistryProblem =>
  new RegistryProblem('registry-denied', `${registry} ${why} Sign in with docker login ${registry}, or check the name.`);

const basic = ({ user, password }: { user: string; password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** A password travels over TLS, or within this machine. */
const requireSafe = (url: URL): void => {
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return;
  throw new RegistryProblem('registry-denied', `Credentials are not sent to ${url.host} without TLS.`);
};

/** https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ */
const tokenRequest = (realm: URL, challenge: Challenge, { reference }: AuthorizeParts, known: Credentials | undefined): RegistryRequest => {
  const { service } = challenge.parameters;
  const scope = `repository:${reference.repository}:pull`;
  const asked = { ...(service !== undefined && { service }), scope };
  if (known) requireSafe(realm);
  if (known?.kind === 'identity-token') {
    const body = new URLSearchParams({ ...asked, grant_type: 'refresh_token', client_id: CLIENT, refresh_token: known.token });
    return { url: realm, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: String(body) };
  }
  const url = new URL(realm);
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { url, headers: { accept: 'application/json', ...(known && { authorization: basic(known) }) } };
};

const realmOf = (challenge: Challenge, from: URL): URL => {
  const { realm = '' } = challenge.parameters;
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && from.protocol === 'http:');
  if (url && isWeb) return url;
  throw new RegistryProblem('registry-unreachable', `${from.host} names no address that gives tokens over TLS.`);
};

const parseToken = (text: string, { host }: URL): string => {
  try {
    return tokenAnswer.parse(JSON.parse(text));
  } catch (error) {
    throw new RegistryProblem('registry-unreachable', `${host} gave no token.`, { cause: error });
  }
};

const fetchToken = async (challenge: Challenge, parts: AuthorizeParts, from: URL): Promise<string> => {
  const { http, reference } = parts;
  const asked = tokenRequest(realmOf(challenge, from), challenge, parts, await parts.credentials());
  const answer = await http.open(asked);
  const text = (await readBody(answer, asked.url, MAX_TOKEN_BYTES)).toString('utf8');
  if (answer.statusCode !== 200) throw denied(reference.registry, 'does not let you pull this image.');
  return `Bearer ${parseToken(text, asked.url)}`;
};

const fetchBasic = async ({ reference, credentials }: AuthorizeParts, from: URL): Promise<string> => {
  const known = await credentials();
  if (known?.kind !== 'password') throw denied(reference.registry, 'wants to know who asks.');
  requireSafe(from);
  return basic(known);
};

/** What answers the 401 of a registry: the `Authorization` for the requests to come. Throws `RegistryProblem` where nothing does. */
export const authorize = async (refused: IncomingMessage, from: URL, parts: AuthorizeParts): Promise<string> => {
  const challenges = parseChallenges(refused.headers['www-authenticate']);
  refused.destroy();
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer) return fetchToken(bearer, parts, from);
  if (challenges.some(({ scheme }) => scheme === 'basic')) return fetchBasic(parts, from);
  throw denied(parts.reference.registry, 'does not let you pull this image.');
};
