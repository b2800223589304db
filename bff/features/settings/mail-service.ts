import { X509Certificate } from 'node:crypto';
import type { MailSetup, MailSetupChange } from '../../contract/setup.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { isEmailAddress } from '../../domain/notifications/email-address.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { MailServer } from '../../mail/mail-server.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { settingsStore } from './store.ts';

const MAIL = 'mail';

/** As stored: the password sealed with the installation's secret. */
type StoredServer = Omit<MailServer, 'password'> & { readonly sealedPassword?: string | undefined };
interface StoredMail {
  readonly server: StoredServer | null;
}

/** Seals and opens texts with the secret of the installation. */
export interface Box {
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string;
}

export interface MailSettingsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly box: Box;
  /** What SMTP_URL says. */
  readonly fromEnvironment?: MailServer | undefined;
  /** Mails that are sent as soon as there is a mail server. */
  readonly countKept: (executor: Executor) => Promise<number>;
}

export type MailSettings = ReturnType<typeof createMailSettings>;

/** Which mail server is used: the one saved in Setup, else that of SMTP_URL, else none. */
export function createMailSettings(deps: MailSettingsDeps) {
  const { db, uow, clock, box } = deps;
  const stored = (within: Executor) => settingsStore.read<StoredMail>(within, MAIL, { server: null });
  const view = async (within: Executor): Promise<MailSetup> => {
    const { value, revision } = await stored(within);
    const server = value.server ?? toStored(deps.fromEnvironment);
    const source = value.server !== null ? 'settings' : server === null ? 'none' : 'environment';
    return { server: server && present(server), source, waiting: server === null ? await deps.countKept(within) : 0, revision };
  };
  return {
    view: () => view(db),

    /** The server with its password, for whoever hands mails over. */
    current: async (within: Executor = db): Promise<MailServer | undefined> => {
      const { value } = await stored(within);
      if (value.server === null) return deps.fromEnvironment;
      const { sealedPassword, ...server } = value.server;
      return { ...server, ...(sealedPassword === undefined ? {} : { password: box.open(sealedPassword) }) };
    },

    check: async (input: unknown) => checkMailSetup(input, (await stored(db)).value.server),

    change: async (actor: Actor, { server, revision }: MailSetupChange): Promise<MailSetup> => {
      await uow(async (work) => {
        const before = await stored(work.tx);
        const issues = checkMailSetup({ server }, before.value.server);
        if (issues.length > 0) throw refuse.invalid(issues);
        const value: StoredMail = { server: server && seal(server, before.value.server, box) };
        const change = { section: MAIL, value, revision, updatedAt: new Date(clock()) };
        if (before.revision !== revision || !(await settingsStore.replace(work.tx, change))) throw refuse.stale(await view(work.tx));
        await note(work, actor, before.value, value);
      });
      return view(db);
    },
  };
}

async function note(work: Work, actor: Actor, before: StoredMail, after: StoredMail): Promise<void> {
  const shown = ({ server }: StoredMail) => server && present(server);
  await work.audit({ actor, action: 'setup.changed', objectType: 'setup', objectId: MAIL, before: shown(before), after: shown(after) });
  work.announce('setup', MAIL);
}

function present({ sealedPassword, user, trustedCertificate, ...server }: StoredServer) {
  return {
    ...server,
    ...(user === undefined ? {} : { user }),
    ...(trustedCertificate === undefined ? {} : { trustedCertificate }),
    passwordSet: sealedPassword !== undefined,
  };
}

// Of the environment's password only that there is one is ever looked at.
const toStored = (server: MailServer | undefined): StoredServer | null => {
  if (server === undefined) return null;
  const { password, ...rest } = server;
  return password === undefined ? rest : { ...rest, sealedPassword: '' };
};

type NewServer = NonNullable<MailSetupChange['server']>;

/** Whether a stored password may go on being used: it is never sent to another server, nor for another user. */
const keepsPassword = (server: Pick<NewServer, 'host' | 'user'>, before: StoredServer | null): boolean =>
  before !== null && before.host === server.host && before.user === server.user && server.user !== undefined;

function seal({ password, ...server }: NewServer, before: StoredServer | null, box: Box): StoredServer {
  const kept = keepsPassword(server, before) ? before?.sealedPassword : undefined;
  const sealedPassword = password === undefined ? kept : password === '' || server.user === undefined ? undefined : box.seal(password);
  return sealedPassword === undefined ? server : { ...server, sealedPassword };
}

// A host name or an address; what it means is found out by the test mail.
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:.]+$/;

/** What is wrong with a change beside its schema; it is unread JSON. */
function checkMailSetup(input: unknown, before: StoredServer | null): Issue[] {
  const raw = (input as { server?: unknown } | null)?.server;
  if (typeof raw !== 'object' || raw === null) return [];
  const { host, from, user, password, trustedCertificate, security } = raw as Record<string, unknown>;
  const issues: Issue[] = [];
  const add = (field: string, code: string, message: string) => issues.push({ path: ['server', field], code, message });
  const named = typeof host === 'string' ? host.trim() : undefined;
  if (named !== undefined && named !== '' && !HOST.test(named))
    add('host', 'mail-host-malformed', 'Write the name or address of the mail server alone: smtp.example.org');
  if (typeof from === 'string' && !isEmailAddress(from.trim()))
    add('from', 'email-malformed', 'Mails come from one address: write it as watchbill@example.org');
  if (typeof user !== 'string' && typeof password === 'string' && password !== '')
    add('user', 'mail-user-missing', 'A password needs the user whose it is');
  if (typeof user === 'string' && password === undefined && !keepsPassword({ host: named ?? '', user }, before))
    add('password', 'mail-password-missing', 'Give the password of this user at this server; the stored one belongs to another');
  if (typeof user === 'string' && user !== '' && security === 'none')
    add(
      'security',
      'mail-password-in-clear',
      'Without encryption the password could be read on its way: choose STARTTLS or TLS, or sign in without a user',
    );
  if (typeof trustedCertificate === 'string' && !isCertificate(trustedCertificate))
    add('trustedCertificate', 'certificate-malformed', 'Paste one certificate in PEM form, from -----BEGIN CERTIFICATE----- on');
  return issues;
}

function isCertificate(text: string): boolean {
  try {
    return text.includes('-----BEGIN CERTIFICATE-----') && new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
