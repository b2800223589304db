import { createPublicKey, hash, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOKEN_LIFETIME_SECONDS, type TokenClaims, tokenClaims } from '#protocol/token';
import { err, ok, type Result } from '../domain/result.ts';
import { type Clock, type Instant, instant, SECOND_MS } from '../domain/time/instant.ts';
import { parseAgentJson, readAgentBody } from './agent-body.ts';
import type { AgentRefusal } from './agent-problem.ts';

/** What is known of an agent when its token is checked. */
export interface AgentKey {
  readonly key: KeyObject;
  /** The same key as it is stored: raw, base64url. */
  readonly publicKey: string;
  readonly retired: boolean;
}

/** Finds the key of an appliance by its id; undefined for one that does not exist or was never bound. */
export interface AgentKeys {
  readonly find: (applianceId: string) => Promise<AgentKey | undefined>;
}

/** What an agent is: the platform says in this word that it is not, or not any more. */
export type AgentKind = 'appliance' | 'sensor';

/** A token that is good for this request, if it was not used before: whoever carries the request out makes sure of that in its transaction. */
export interface AgentToken {
  /** Or the id of the sensor. */
  readonly applianceId: string;
  readonly jti: string;
  readonly expiresAt: Instant;
  readonly publicKey: string;
}

/** A request whose sender, method, path and body are proven. */
export interface AgentCall {
  readonly token: AgentToken;
  readonly body: unknown;
}

/** A clock of an appliance may be this much ahead. */
const SKEW_SECONDS = 5;
/** A token of ours has under 600 characters. */
const MAX_TOKEN_LENGTH = 2000;

export const importPublicKey = (raw: string): KeyObject => createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: raw } });

export interface AgentAuth {
  /** Proves who asks before a single byte of the body is read, then that the body is the one that was signed. */
  readonly authenticate: (req: IncomingMessage, path: string, maxBytes: number) => Promise<Result<AgentCall, AgentRefusal>>;
}

export function createAgentAuth(keys: AgentKeys, clock: Clock, kind: AgentKind = 'appliance'): AgentAuth {
  return {
    authenticate: async (req, path, maxBytes) => {
      const proven = await readToken(req, path, { keys, clock, kind });
      if (!proven.ok) return proven;
      const { claims, publicKey } = proven.value;
      const body = await readAgentBody(req, maxBytes);
      if (!body.ok) return err({ code: body.error });
      if (!isDigest(claims.bsh, body.value)) return err({ code: 'token-invalid', detail: 'It was signed for another body' });
      const json = parseAgentJson(body.value);
      if (!json.ok) return err({ code: json.error });
      const expiresAt = instant(claims.exp * SECOND_MS);
      return ok({ token: { applianceId: claims.sub, jti: claims.jti, expiresAt, publicKey }, body: json.value });
    },
  };
}

type Proven = Result<{ claims: TokenClaims; publicKey: string }, AgentRefusal>;

interface TokenReading {
  readonly keys: AgentKeys;
  readonly clock: Clock;
  readonly kind: AgentKind;
}

async function readToken(req: IncomingMessage, path: string, { keys, clock, kind }: TokenReading): Promise<Proven> {
  const parts = partsOf(req.headers.authorization);
  if (!parts.ok) return parts;
  const { claims, signed, signature } = parts.value;
  const known = await keys.find(claims.sub);
  if (known === undefined) return err({ code: `${kind}-unknown`, detail: 'Register it again with a new personalization code' });
  if (!(await isSignedBy(known.key, signed, signature))) return err({ code: 'token-invalid', detail: 'The signature is not of its key' });
  if (known.retired) return err({ code: `${kind}-retired` });
  const mismatch = misuse(claims, req.method ?? '', path, clock());
  return mismatch === undefined ? ok({ claims, publicKey: known.publicKey }) : err(mismatch);
}

interface TokenParts {
  readonly claims: TokenClaims;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

function partsOf(header: string | undefined): Result<TokenParts, AgentRefusal> {
  if (header === undefined || !header.startsWith('Bearer ')) return err({ code: 'token-missing' });
  const token = header.slice('Bearer '.length);
  const [head, payload, signature, ...rest] = token.split('.');
  if (token.length > MAX_TOKEN_LENGTH || signature === undefined || rest.length > 0) return err({ code: 'token-invalid' });
  const claims = tokenClaims.safeParse(jsonOf(payload!));
  if (!claims.success || !isOurHeader(jsonOf(head!))) return err({ code: 'token-invalid', detail: 'It lacks what a token must say' });
  return ok({ claims: claims.data, signed: Buffer.from(`${head}.${payload}`), signature: Buffer.from(signature, 'base64url') });
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

// One algorithm, and nothing that would have to be understood (`crit`, RFC 7515 §4.1.11): a token cannot choose how it is checked.
function isOurHeader(header: unknown): boolean {
  return typeof header === 'object' && header !== null && 'alg' in header && header.alg === 'EdDSA' && !('crit' in header);
}

// Off the main thread: a signature costs as much as all the rest of an idle poll.
const isSignedBy = (key: KeyObject, signed: Buffer, signature: Buffer): Promise<boolean> =>
  new Promise((resolve) => verify(null, signed, key, signature, (error, valid) => resolve(error === null && valid)));

function misuse(claims: TokenClaims, method: string, path: string, now: Instant): AgentRefusal | undefined {
  if (claims.htm !== method || claims.htu !== path)
    return { code: 'token-invalid', detail: `It was signed for ${claims.htm} ${claims.htu}` };
  const livesTooLong = claims.exp - claims.iat > TOKEN_LIFETIME_SECONDS || claims.exp <= claims.iat;
  if (livesTooLong) return { code: 'token-invalid', detail: `It must live for at most ${TOKEN_LIFETIME_SECONDS} s` };
  if (claims.exp * SECOND_MS <= now) return { code: 'token-expired', detail: 'Correct the clock by serverTime and try again' };
  const early = claims.iat * SECOND_MS > now + SKEW_SECONDS * SECOND_MS;
  return early ? { code: 'token-expired', detail: 'It is from the future: correct the clock by serverTime and try again' } : undefined;
}

function isDigest(expected: string, body: Buffer): boolean {
  const actual = Buffer.from(hash('sha256', body, 'base64url'));
  const given = Buffer.from(expected);
  return actual.length === given.length && timingSafeEqual(actual, given);
}
