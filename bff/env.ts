import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import type { Result } from './domain/result.ts';
import { readTrustedProxies, type TrustedProxies } from './http/trusted-proxies.ts';
import type { MailServer } from './mail/mail-server.ts';
import { readSmtpUrl } from './mail/read-smtp-url.ts';

/** What the environment says, checked and with its defaults filled in (README, "Environment"). */
export interface Env {
  readonly port: number;
  readonly host: string;
  /** Address by which browsers and appliances reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Folder of everything that must survive. */
  readonly dataFolder: string;
  /** A PostgreSQL 15 or newer; absent: the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly admin?: { readonly email: string; readonly password: string } | undefined;
  readonly localAppliance: boolean;
  /** The mail server that is used until one is saved in Setup. */
  readonly mailServer?: MailServer | undefined;
  /** Absent: nobody's `X-Forwarded-For` is believed. */
  readonly trustProxy?: TrustedProxies | undefined;
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

const flag = z.enum(['0', '1'], 'write 1 or 0').transform((value) => value === '1');

/** A text that a function of ours reads; its sentence says what is wrong. */
const readBy = <T>(read: (text: string) => Result<T, string>) =>
  z.string().transform((text, context) => {
    const found = read(text);
    if (found.ok) return found.value;
    context.addIssue({ code: 'custom', message: found.error });
    return z.NEVER;
  });

const schema = z
  .object({
    PORT: z.coerce
      .number('write a port, 1 to 65535')
      .int('write a whole number')
      .min(1, 'write a port, 1 to 65535')
      .max(65_535, 'write a port, 1 to 65535')
      .default(8440),
    HOST: z.string().min(1).default('127.0.0.1'),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'write an address such as https://watchbill.example' }).optional(),
    WATCHBILL_DATA: z.string().min(1).optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'write it as postgres://user:password@host:5432/database' }).optional(),
    WATCHBILL_ADMIN_EMAIL: z.email('write an e-mail address').optional(),
    WATCHBILL_ADMIN_PASSWORD: z.string().min(12, 'use at least 12 characters').max(256).optional(),
    WATCHBILL_LOCAL_APPLIANCE: flag.default(true),
    SMTP_URL: readBy(readSmtpUrl).optional(),
    TRUST_PROXY: readBy(readTrustedProxies).optional(),
    TLS_CERT: z.string().min(1).optional(),
    TLS_KEY: z.string().min(1).optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'write debug, info, warn, error or silent').optional(),
  })
  .refine((env) => (env.WATCHBILL_ADMIN_EMAIL === undefined) === (env.WATCHBILL_ADMIN_PASSWORD === undefined), {
    path: ['WATCHBILL_ADMIN_EMAIL'],
    error: 'set it together with WATCHBILL_ADMIN_PASSWORD, or neither',
    when: () => true,
  })
  .refine((env) => (env.TLS_CERT === undefined) === (env.TLS_KEY === undefined), {
    path: ['TLS_CERT'],
    error: 'set it together with TLS_KEY, or neither',
    when: () => true,
  });

/** What the defaults depend on. */
export interface Surroundings {
  readonly isRoot: boolean;
  /** Where a relative data folder begins. */
  readonly workFolder: string;
  /** Standard error is a terminal. */
  readonly isTerminal: boolean;
}

/** As root PostgreSQL runs under a user of its own, who must be able to reach the folder. */
const defaultFolder = (isRoot: boolean) => (isRoot ? '/var/lib/watchbill' : './data');

/** Who reads a terminal wants what needs attention; whatever collects the lines wants them all. */
const defaultLevel = (isTerminal: boolean) => (isTerminal ? 'warn' : 'info');

/** Checks the environment. Every problem at once, one sentence each, or the settings. */
export function readEnv(
  source: Record<string, string | undefined>,
  { isRoot, workFolder, isTerminal }: Surroundings,
): Env | { readonly problems: readonly string[] } {
  // An empty variable means "not set": that is how shells and unit files clear one.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const env = parsed.data;
  const folder = env.WATCHBILL_DATA ?? defaultFolder(isRoot);
  const scheme = env.TLS_CERT === undefined ? 'http' : 'https';
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.PUBLIC_URL ?? `${scheme}://${hostInUrl(env.HOST)}:${env.PORT}`).replace(/\/+$/, ''),
    dataFolder: isAbsolute(folder) ? folder : resolve(workFolder, folder),
    databaseUrl: env.DATABASE_URL,
    admin:
      env.WATCHBILL_ADMIN_EMAIL === undefined
        ? undefined
        : { email: env.WATCHBILL_ADMIN_EMAIL, password: env.WATCHBILL_ADMIN_PASSWORD ?? '' },
    localAppliance: env.WATCHBILL_LOCAL_APPLIANCE,
    mailServer: env.SMTP_URL,
    trustProxy: env.TRUST_PROXY,
    tls: env.TLS_CERT === undefined ? undefined : { certFile: env.TLS_CERT, keyFile: env.TLS_KEY ?? '' },
    logLevel: env.LOG_LEVEL ?? defaultLevel(isTerminal),
  };
}

/** The host as it stands in an address. All interfaces are not an address that anybody can open. */
export function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
