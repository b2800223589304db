import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import type { Actor, Role } from '../domain/identity/role.ts';
import type { Clock } from '../domain/time/instant.ts';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { account, session, user, verification } from '../storage/schema/auth.ts';

/** "Stay signed in" lasts a week from the last day of use; otherwise the session ends with the browser, at the latest in a day. */
const STAY_SIGNED_IN_SECONDS = 7 * 24 * 3600;
const RENEW_AFTER_SECONDS = 24 * 3600;

export const PASSWORD_LENGTH = { min: 12, max: 256 };

export interface AuthOptions {
  readonly db: Database;
  readonly secret: string;
  readonly publicUrl: string;
  readonly passwords: {
    readonly hash: (password: string) => Promise<string>;
    readonly verify: (hash: string, password: string) => Promise<boolean>;
  };
  readonly log: Log;
  readonly clock: Clock;
}

/** An answer of the sign-in library: whose session it is, and the cookies to send. */
export interface SignedIn {
  readonly actor: Actor;
  readonly cookies: readonly string[];
}

export type Auth = ReturnType<typeof createAuth>;

/** Sessions in the database, read at every request: a revoked one dies at once. No sign-up, no cookie cache. */
export function createAuth(options: AuthOptions) {
  const library = createLibrary(options);
  return {
    find: async (headers: Headers): Promise<SignedIn | undefined> => {
      if (!headers.has('cookie')) return undefined;
      const found = await library.api.getSession({ headers, returnHeaders: true });
      return found.response === null ? undefined : { actor: toActor(found.response.user), cookies: found.headers.getSetCookie() };
    },
    /** Undefined: e-mail or password is wrong. */
    signIn: async (
      credentials: { email: string; password: string; rememberMe: boolean },
      headers: Headers,
    ): Promise<SignedIn | undefined> => {
      const response = await library.api.signInEmail({ body: credentials, headers, asResponse: true });
      if (response.status === 401) return undefined;
      if (!response.ok) throw new Error(`sign-in answered ${response.status}`);
      const { user: person } = (await response.json()) as { user: PersonRow };
      await options.db
        .update(user)
        .set({ lastSignInAt: new Date(options.clock()) })
        .where(eq(user.id, person.id));
      return { actor: toActor(person), cookies: response.headers.getSetCookie() };
    },
    /** The cookies that end the session in the browser; in the database it is gone. */
    signOut: async (headers: Headers): Promise<readonly string[]> => {
      const response = await library.api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
    /** False: the current password is wrong. Every other session of the person ends. */
    changePassword: async (
      change: { currentPassword: string; newPassword: string },
      headers: Headers,
    ): Promise<readonly string[] | undefined> => {
      const response = await library.api.changePassword({ body: { ...change, revokeOtherSessions: true }, headers, asResponse: true });
      return response.ok ? response.headers.getSetCookie() : undefined;
    },
  };
}

function createLibrary({ db, secret, publicUrl, passwords, log }: AuthOptions) {
  const own = { required: false, input: false } as const;
  return betterAuth({
    appName: 'Watchbill',
    secret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    database: drizzleAdapter(db, { provider: 'pg', schema: { user, session, account, verification }, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: { hash: passwords.hash, verify: ({ hash, password }) => passwords.verify(hash, password) },
    },
    user: {
      additionalFields: {
        role: { type: 'string', ...own },
        primaryContact: { type: 'boolean', ...own },
        businessUnitId: { type: 'string', ...own },
        timeZone: { type: 'string', ...own },
      },
    },
    session: { expiresIn: STAY_SIGNED_IN_SECONDS, updateAge: RENEW_AFTER_SECONDS, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: 'watchbill',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // `same-origin.ts` stands before every address, ours and the library's.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: (level, message) => (level === 'error' ? log.error({ from: 'auth' }, message) : log.debug({ from: 'auth' }, message)) },
  });
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role?: string | null | undefined;
  readonly primaryContact?: boolean | null | undefined;
  readonly businessUnitId?: string | null | undefined;
}

const toActor = (row: PersonRow): Actor => ({
  userId: row.id,
  name: row.name,
  email: row.email,
  role: (row.role ?? 'reader') as Role,
  primaryContact: row.primaryContact ?? false,
  businessUnitId: row.businessUnitId ?? undefined,
});
