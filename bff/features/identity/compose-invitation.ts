import { type Instant, toIso } from '../../domain/time/instant.ts';
import type { NewLink } from './make-link.ts';

export interface InvitationFacts extends NewLink {
  /** Who makes the link. */
  readonly by: string;
}

/** The mail with the one-time link. The zone of its reader is not known yet, so its time is in UTC. */
export function composeInvitation({ name, email, link, by, expiresAt }: InvitationFacts): { subject: string; text: string } {
  const until = describeInstant(expiresAt);
  const paragraphs = [
    `${oneLine(name)},`,
    `${oneLine(by)} asks you to set a password for Watchbill:`,
    link,
    `The link works once, until ${until}. You sign in with ${email}.`,
    'If you did not expect this, do nothing.',
  ];
  return { subject: 'Watchbill: set your password', text: `${paragraphs.join('\n\n')}\n` };
}

/** `2026-03-12 18:42 UTC` */
export const describeInstant = (at: Instant): string => `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`;

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');
