import { findingKinds } from './finding-kind.ts';

/** Data stores and control interfaces that ask nobody who they are. */
export const OPEN_DATA_FINDINGS = findingKinds({
  'redis-unauthenticated': {
    severity: 5,
    title: 'Redis without a password',
    solution:
      'Set requirepass or ACL users, bind to the addresses that need it, keep protected-mode on: whoever reaches it reads all data and can write files.',
  },
  'memcached-unauthenticated': {
    severity: 4,
    title: 'Memcached without authentication',
    solution: 'Bind to the addresses that need it, or switch SASL on: whoever reaches it reads and changes all cached data.',
  },
  'mongodb-unauthenticated': {
    severity: 5,
    title: 'MongoDB without authentication',
    solution: 'Set security.authorization: enabled, make users, and bind to the addresses that need it.',
  },
  'elasticsearch-unauthenticated': {
    severity: 5,
    title: 'Elasticsearch without authentication',
    solution: 'Switch the security features on (xpack.security.enabled) and bind to the addresses that need it.',
  },
  'docker-api-unauthenticated': {
    severity: 5,
    title: 'Docker API without authentication',
    solution: 'Close the TCP port, or demand client certificates (--tlsverify): whoever reaches it is root on the host.',
  },
});
