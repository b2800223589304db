import { arch, hostname, networkInterfaces, release, type } from 'node:os';
import type { Facts } from '../protocol/registration.ts';
import { version } from './version.ts';

/** What this machine says of itself when it registers. Addresses that only it can reach are left out. */
export const readFacts = (scandVersion: string): Facts => ({
  hostName: hostname().slice(0, 255),
  addresses: Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((each) => !each.internal && !each.address.startsWith('fe80:'))
    .map((each) => each.address)
    .slice(0, 256),
  platform: `${type()} ${release()} ${arch()}`.slice(0, 64),
  applianceVersion: version,
  scandVersion,
});
