/** Where mails are handed over. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `starttls`: encrypted before anything is said, or nothing is sent. `tls`: from the first byte. `none`: in the clear. */
  readonly security: 'starttls' | 'tls' | 'none';
  /** Absent: without signing in. */
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly from: string;
  /** PEM; trusted beside the authorities that the system knows. */
  readonly trustedCertificate?: string | undefined;
}
