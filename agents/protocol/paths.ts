/** Where each exchange of the wire lives; the path also goes into the `htu` claim of the token. */
export const AGENT_PATHS = {
  /** GET, without a token. */
  configuration: '/agent/v1/configuration',
  /** POST, without a token: the personalization code is the proof. */
  register: '/agent/v1/register',
  poll: '/agent/v1/poll',
  reports: '/agent/v1/reports',
} as const;
