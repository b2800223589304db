import { findingKinds } from './finding-kind.ts';

/** What the signature manifest says of a product without a claim; claims carry the key of their advisory. */
export const PACKAGE_FINDINGS = findingKinds({
  'package-revision-not-visible': {
    severity: 1,
    title: 'Security fixes cannot be verified from outside',
    solution:
      'Check on the host that the newest security update of the package is installed (apt list --upgradable), and restart the service.',
  },
});
