import { apkOrder } from './apk-order.ts';
import { dpkgOrder } from './dpkg-order.ts';
import { goOrder } from './go-order.ts';
import { mavenOrder } from './maven-order.ts';
import { pep440Order } from './pep440-order.ts';
import { rpmOrder } from './rpm-order.ts';
import { semverOrder } from './semver-order.ts';
import type { VersionOrder } from './version-order.ts';

// Names of the OSV schema (“Defined ecosystems”), without what follows the colon.
const ORDERS: ReadonlyMap<string, VersionOrder> = new Map([
  ...['Debian', 'Ubuntu', 'Echo'].map((name) => [name, dpkgOrder] as const),
  ...['Alpine', 'Alpaquita', 'BellSoft Hardened Containers', 'Chainguard', 'MinimOS', 'Wolfi'].map((name) => [name, apkOrder] as const),
  ...['AlmaLinux', 'Azure Linux', 'Mageia', 'Red Hat', 'Rocky Linux', 'SUSE', 'openEuler', 'openSUSE', 'Photon OS'].map(
    (name) => [name, rpmOrder] as const,
  ),
  ...['npm', 'crates.io', 'NuGet', 'Hex', 'Pub', 'SwiftURL', 'GitHub Actions'].map((name) => [name, semverOrder] as const),
  ['PyPI', pep440Order],
  ['Go', goOrder],
  ['Maven', mavenOrder],
]);

/** `Debian:12` → the order of Debian; `undefined` for an ecosystem whose order is not known here. */
export const orderOfEcosystem = (ecosystem: string): VersionOrder | undefined => ORDERS.get(ecosystem.split(':', 1)[0] ?? '');
