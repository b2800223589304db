/** Where each exchange of the wire lives; the path also goes into the `htu` claim of the token. */
export const AGENT_PATHS = {
  /** GET, without a token. */
  configuration: '/agent/v1/configuration',
  /** POST, without a token: the personalization code is the proof. */
  register: '/agent/v1/register',
  poll: '/agent/v1/poll',
  reports: '/agent/v1/reports',
  /** GET, without a token: what lies there is signed itself (TUF). `…/timestamp.json`, `…/3.targets.json`. */
  metadata: '/agent/v1/distribution/metadata',
  /** GET, whole or a range: `…/<sha256>.scand-1.0.3.tar.gz`. */
  targets: '/agent/v1/distribution/targets',
  /** The Monitoring Server. */
  log: '/agent/v1/log',
  /** The sensors' own doors; configuration, metadata and targets are those of everybody. */
  sensorRegister: '/agent/v1/sensor/register',
  sensorCheckIn: '/agent/v1/sensor/check-in',
  sensorReports: '/agent/v1/sensor/reports',
} as const;
