import { findingKinds } from './finding-kind.ts';

/** FTP, telnet and mail: services from before encryption was usual. */
export const MAIL_AND_SHELL_FINDINGS = findingKinds({
  'ftp-anonymous': {
    severity: 3,
    title: 'FTP lets anyone in',
    solution: 'Switch anonymous access off, or make sure that nothing but public files can be read and nothing can be written.',
  },
  'ftp-clear-text': {
    severity: 3,
    title: 'FTP without encryption',
    solution: 'Switch to SFTP, or demand TLS (RFC 4217): names, passwords and files travel in readable form.',
  },
  'telnet-clear-text': {
    severity: 4,
    title: 'Telnet is offered',
    solution: 'Replace telnet by SSH: everything, passwords included, travels in readable form.',
  },
  'smtp-no-starttls': {
    severity: 2,
    title: 'SMTP without STARTTLS',
    solution: 'Install a certificate and offer STARTTLS (RFC 3207), so that mail is not sent in readable form.',
  },
  'smtp-password-clear-text': {
    severity: 3,
    title: 'SMTP takes passwords without encryption',
    solution: 'Offer AUTH only after STARTTLS (Postfix: smtpd_tls_auth_only=yes).',
  },
  'pop3-no-starttls': {
    severity: 3,
    title: 'POP3 without encryption',
    solution: 'Offer STLS (RFC 2595) or POP3 over TLS on port 995 only: names and passwords travel in readable form.',
  },
  'imap-no-starttls': {
    severity: 3,
    title: 'IMAP without encryption',
    solution: 'Offer STARTTLS or IMAP over TLS on port 993 only: names and passwords travel in readable form.',
  },
});
