import type { MailSetup, MailSetupChange } from '#contract/setup';

type Server = NonNullable<MailSetup['server']>;

/** The mail server as it is typed. */
export interface MailDraft {
  readonly host: string;
  readonly port: number | undefined;
  readonly security: Server['security'];
  /** Empty: without signing in. */
  readonly user: string;
  /** Undefined: as stored. What is stored is never shown. */
  readonly password: string | undefined;
  readonly from: string;
  readonly trustedCertificate: string;
}

export const MAIL_FIELDS = ['host', 'port', 'security', 'user', 'password', 'from', 'trustedCertificate'] as const;
export type MailField = (typeof MAIL_FIELDS)[number];

export const MAIL_LABELS: Record<MailField, string> = {
  host: 'Mail server',
  port: 'Port',
  security: 'Encryption',
  user: 'User',
  password: 'Password',
  from: 'From',
  trustedCertificate: 'Trusted certificate',
};

/** Where mail servers listen by convention (RFC 8314, RFC 6409). */
export const USUAL_PORT: Record<Server['security'], number> = { starttls: 587, tls: 465, none: 25 };

export const draftOf = (server: MailSetup['server']): MailDraft => ({
  host: server?.host ?? '',
  port: server?.port ?? USUAL_PORT.starttls,
  security: server?.security ?? 'starttls',
  user: server?.user ?? '',
  password: undefined,
  from: server?.from ?? '',
  trustedCertificate: server?.trustedCertificate ?? '',
});

/** As the API takes it. An empty port becomes null on the wire, which the server refuses at its field. */
export const toServer = (draft: MailDraft): MailSetupChange['server'] => ({
  host: draft.host.trim(),
  port: draft.port ?? Number.NaN,
  security: draft.security,
  from: draft.from.trim(),
  ...(draft.user !== '' && { user: draft.user }),
  ...(draft.password !== undefined && { password: draft.password }),
  ...(draft.trustedCertificate.trim() !== '' && { trustedCertificate: draft.trustedCertificate }),
});
