import type { ConnectionOptions } from 'node:tls';

/**
 * A scanner must be able to speak with what it judges: certificates are not verified here (the inspector looks at
 * them itself) and everything is accepted that this OpenSSL still knows. Nothing confidential is ever sent.
 */
export const SCANNER_TLS_OPTIONS: ConnectionOptions = {
  rejectUnauthorized: false,
  minVersion: 'TLSv1',
  ciphers: 'ALL:@SECLEVEL=0',
};
