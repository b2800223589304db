import { z } from 'zod';
import { base } from './base.ts';
import { revision } from './primitives.ts';

/** Account-wide launch settings; changed by the Manager primary contact alone (seed S7, S8). */
export const scheduledScansSetup = z.object({
  relaunchOnFinish: z.boolean(),
  /** Scan errors in a row after which a continuous schedule is deactivated. */
  deactivateAfterErrors: z.int().min(1).max(100),
  preventOverlap: z.boolean(),
  /** Queued and running scans together. */
  maxConcurrentScans: z.int().min(1).max(100_000),
  /** Upper limit of how late a launch may still happen; the other limit is half the interval. */
  maxLatenessMinutes: z.int().min(1).max(1440),
  /** More launches than this due at once after an outage are held for a manager. */
  holdAfterOutage: z.int().min(1).max(100_000),
});
export type ScheduledScansSetup = z.infer<typeof scheduledScansSetup>;

/** `starttls`: encrypted from the first command on, or nothing is sent. `tls`: encrypted from the first byte. `none`: in the clear. */
export const mailSecurity = z.enum(['starttls', 'tls', 'none']);

const mailServer = z.object({
  host: z.string().trim().min(1, 'Name the mail server').max(253),
  port: z.int().min(1).max(65_535),
  security: mailSecurity,
  /** Absent: without signing in. */
  user: z.string().min(1).max(320).optional(),
  /** The address that mails come from. */
  from: z.string().trim().max(320),
  /** PEM. Trusted beside the authorities that the system knows: for a server that signs its certificate itself. */
  trustedCertificate: z.string().max(20_000).optional(),
});

const mailSetup = z.object({
  /** null: there is no mail server; mails are kept and shown. */
  server: mailServer.extend({ passwordSet: z.boolean() }).nullable(),
  /** `environment`: set by SMTP_URL; saving a server here replaces it. */
  source: z.enum(['none', 'settings', 'environment']),
  /** Mails that wait for a mail server to be set up and would then be sent: younger than a day. */
  waiting: z.int(),
  revision,
});
export type MailSetup = z.infer<typeof mailSetup>;

const mailSetupChange = z.object({
  /** null: what SMTP_URL says holds again, or no mail server. */
  server: mailServer
    .extend({
      /** Absent: the stored one stays, as long as host and user do. Empty: without a password. Never read back. */
      password: z.string().max(1000).optional(),
    })
    .nullable(),
  revision,
});
export type MailSetupChange = z.infer<typeof mailSetupChange>;

const tags = ['Setup'];

export const setup = {
  scheduledScans: base
    .meta({ permission: 'setup.read' })
    .route({ method: 'GET', path: '/setup/scheduled-scans', summary: 'Setup of scheduled scans', tags })
    .output(scheduledScansSetup.extend({ revision })),
  changeScheduledScans: base
    .meta({ permission: 'setup.write' })
    .route({ method: 'PUT', path: '/setup/scheduled-scans', summary: 'Change the setup of scheduled scans', tags })
    .input(scheduledScansSetup.extend({ revision }))
    .output(scheduledScansSetup.extend({ revision })),
  mail: base
    .meta({ permission: 'setup.read' })
    .route({ method: 'GET', path: '/setup/mail', summary: 'The mail server', tags })
    .output(mailSetup),
  changeMail: base
    .meta({ permission: 'setup.write' })
    .route({ method: 'PUT', path: '/setup/mail', summary: 'Change the mail server', tags })
    .input(mailSetupChange)
    .output(mailSetup),
  /** Sends through the saved server. Refused as `invalid-input` with the server's own words when it does not take the mail. */
  testMail: base
    .meta({ permission: 'setup.write' })
    .route({ method: 'POST', path: '/setup/mail/test', summary: 'Send a test mail', tags })
    .input(z.object({ to: z.string().trim().max(320) }))
    .output(z.object({ accepted: z.literal(true), response: z.string() })),
};
