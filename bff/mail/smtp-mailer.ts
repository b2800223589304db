import { createHash } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import type { SendResult } from '../domain/notifications/retry.ts';
import type { Clock } from '../domain/time/instant.ts';
import { cleanResponse, judgeFailure } from './judge-failure.ts';
import type { MailServer } from './mail-server.ts';

/** One mail to one address: plain text, and headers that only we write. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** With its angle brackets. */
  readonly messageId: string;
  /** What it tells of, for people who sort their mail by a rule. */
  readonly event?: string | undefined;
}

export interface SmtpMailer {
  /** Never throws: what went wrong is part of the answer. */
  readonly send: (server: MailServer, mail: Mail) => Promise<SendResult>;
  readonly close: () => void;
}

/** Mails on their way at once; few servers allow more connections from one client. */
export const CONNECTIONS = 5;
const CONNECT_MS = 10_000;
const GREETING_MS = 10_000;
/** Of silence in the middle of an exchange. */
const SILENCE_MS = 30_000;

/** Speaks SMTP over a pool of connections, kept as long as the server's settings stay. */
export function createSmtpMailer({ clock, product }: { readonly clock: Clock; readonly product: string }): SmtpMailer {
  let key: string | undefined;
  let pool: ReturnType<typeof openPool> | undefined;
  const poolOf = (server: MailServer) => {
    const wanted = createHash('sha256').update(JSON.stringify(server)).digest('base64');
    if (pool === undefined || key !== wanted) {
      pool?.close();
      pool = openPool(server);
      key = wanted;
    }
    return pool;
  };
  return {
    send: async (server, mail) => {
      try {
        const { response } = await poolOf(server).sendMail({ ...messageOf(server, mail, product), date: new Date(clock()) });
        return { kind: 'accepted', response: cleanResponse(response) };
      } catch (error) {
        return judgeFailure(error, server);
      }
    },
    close: () => {
      pool?.close();
      pool = undefined;
    },
  };
}

function openPool({ host, port, security, user, password, trustedCertificate }: MailServer) {
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: CONNECT_MS, dnsTimeout: CONNECT_MS, greetingTimeout: GREETING_MS, socketTimeout: SILENCE_MS },
    tls: { minVersion: 'TLSv1.2', ...(trustedCertificate === undefined ? {} : { ca: [...rootCertificates, trustedCertificate] }) },
    // No text of ours is ever a path or an address to fetch.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  // A connection that breaks while idle is replaced; the mail that needs it says what went wrong.
  transport.on('error', () => {});
  return transport;
}

// Addresses as objects: a text would be read as a list of them.
function messageOf({ from }: MailServer, { to, subject, text, messageId, event }: Mail, product: string) {
  return {
    from: { name: 'Watchbill', address: from },
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    ...{ subject, text, messageId },
    xMailer: product,
    // RFC 3834 §5: no out-of-office answers.
    headers: { 'Auto-Submitted': 'auto-generated', ...(event === undefined ? {} : { 'X-Watchbill-Event': event }) },
  };
}
