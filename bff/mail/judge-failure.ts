import type { SendResult } from '../domain/notifications/retry.ts';
import type { MailServer } from './mail-server.ts';

/** What the library tells of a failure; every member may be missing. */
interface Failure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly message: string;
}

/** A server's words are shown to people: one line, and no more of it than tells. */
const LONGEST_RESPONSE = 500;
export const cleanResponse = (response: string): string =>
  response
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_RESPONSE);

/** The server wants somebody to sign in, or did not believe who did (RFC 4954 §6): a matter of the setup, not of the mail. */
const SIGN_IN = [530, 534, 535, 538];

const CERTIFICATE = /certificate|self-signed|self signed|altname|CERT_|unable to verify|UNABLE_TO/i;

/**
 * What a failed attempt means. Temporary answers (4xx) and everything that says nothing about this mail (no connection, no
 * encryption, wrong password) are tried again; a permanent answer (5xx, RFC 5321 §4.2.1) to the mail itself is final.
 */
export function judgeFailure(error: unknown, { host, port }: MailServer): Exclude<SendResult, { kind: 'accepted' }> {
  const failure = (error instanceof Error ? error : new Error(String(error))) as Failure;
  const { code, responseCode = 0 } = failure;
  const response = failure.response === undefined ? undefined : cleanResponse(failure.response);
  const place = `${host}:${port}`;
  const later = (problem: string) => ({ kind: 'later', unreachable: true, problem, response }) as const;
  if (code === 'EAUTH' || SIGN_IN.includes(responseCode)) return later(`The mail server ${place} did not accept the user or password`);
  if (CERTIFICATE.test(`${failure.message} ${code}`))
    return later(`The certificate of the mail server ${place} is not trusted: ${cleanResponse(failure.message)}`);
  if (code === 'ETLS') return later(`The mail server ${place} offers no encryption: ${cleanResponse(failure.message)}`);
  if (responseCode >= 500) return { kind: 'refused', problem: 'The mail server refused the mail for good', response };
  if (responseCode >= 400)
    return { kind: 'later', unreachable: responseCode === 421, problem: 'The mail server could not take the mail yet', response };
  return later(`The mail server ${place} cannot be reached: ${describeConnection(failure)}`);
}

const CONNECTIONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EDNS: 'its name is not known',
  ENOTFOUND: 'its name is not known',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
};

function describeConnection({ code, message }: Failure): string {
  const known = Object.entries(CONNECTIONS).find(([name]) => message.includes(name) || code === name);
  return known?.[1] ?? cleanResponse(message);
}
