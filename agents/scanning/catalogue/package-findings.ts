import { findingKinds } from './finding-kind.ts';

/** What the signature manifest says of a product without a claim; claims carry the key of their advisory. */
export const PACKAGE_FINDINGS = findingKinds({
  // Its severity is that of the gravest fix that is missing.
  'package-outdated': {
    severity: 3,
    title: 'Package without security fixes of its distribution',
    solution: 'Install the security updates of the distribution, and restart the service.',
  },
  'package-revision-not-visible': {
    severity: 1,
    title: 'Security fixes cannot be verified from outside',
    solution:
      'Check on the host that the newest security update of the package is installed (apt list --upgradable), and restart the service.',
  },
});
