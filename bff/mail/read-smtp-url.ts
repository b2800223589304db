import { isEmailAddress } from '../domain/notifications/email-address.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { MailServer } from './mail-server.ts';

export const SMTP_URL_FORM =
  'write it as smtp://user:password@smtp.example.org:587?from=watchbill@example.org (smtps:// for TLS from the first byte, &security=none for no encryption)';

/** `smtp://` asks for STARTTLS, on port 587; `smtps://` speaks TLS at once, on port 465. `from` is the address that mails come from. */
export function readSmtpUrl(text: string): Result<MailServer, string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const tls = url?.protocol === 'smtps:';
  if (url === undefined || (url.protocol !== 'smtp:' && !tls) || url.hostname === '') return err(SMTP_URL_FORM);
  const from = url.searchParams.get('from') ?? '';
  if (!isEmailAddress(from)) return err(`add ?from= with the address that mails come from; ${SMTP_URL_FORM}`);
  const asked = url.searchParams.get('security');
  if (asked !== null && asked !== 'none') return err(`security can only be "none"; ${SMTP_URL_FORM}`);
  if (asked === 'none' && (tls || url.username !== ''))
    return err('without encryption there can be no password: leave out security=none, or the user');
  const [user, password] = [plain(url.username), plain(url.password)];
  if (user === undefined || password === undefined) return err(`write each % of user and password as %25; ${SMTP_URL_FORM}`);
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (tls ? 465 : 587) : Number(url.port),
    security: tls ? 'tls' : asked === 'none' ? 'none' : 'starttls',
    ...(user === '' ? {} : { user, password }),
    from,
  });
}

/** Undefined: a % that begins no character. */
function plain(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
