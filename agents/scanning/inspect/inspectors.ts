import { memcachedInspector } from './data/memcached-inspector.ts';
import { mongodbInspector } from './data/mongodb-inspector.ts';
import { redisInspector } from './data/redis-inspector.ts';
import type { Inspector } from './inspector.ts';
import { ftpInspector } from './lines/ftp-inspector.ts';
import { imapInspector, pop3Inspector, smtpInspector } from './lines/mail-inspectors.ts';
import { telnetInspector } from './lines/telnet-inspector.ts';
import { sshInspector } from './ssh/ssh-inspector.ts';
import { tlsInspector } from './tls/tls-inspector.ts';
import { httpInspector } from './web/http-inspector.ts';
import { dockerInspector, elasticsearchInspector } from './web/open-api-inspectors.ts';

/** All inspectors. Every one that fits a service looks at it. */
export const INSPECTORS: readonly Inspector[] = [
  tlsInspector,
  httpInspector,
  elasticsearchInspector,
  dockerInspector,
  sshInspector,
  redisInspector,
  memcachedInspector,
  mongodbInspector,
  ftpInspector,
  smtpInspector,
  pop3Inspector,
  imapInspector,
  telnetInspector,
];
