import { semverOrder } from './semver-order.ts';
import type { VersionOrder } from './version-order.ts';

// The toolchain names its own versions: go1.21, go1.21rc2, go1.21.3.
const TOOLCHAIN = /^go(\d+)\.(\d+)(?:\.(\d+))?(?:(rc|beta)(\d+))?$/;

/** Module versions as they are; those of the toolchain as the Go vulnerability database writes them. */
const normalise = (text: string): string => {
  const match = TOOLCHAIN.exec(text);
  if (!match) return text;
  const [, major, minor, patch = '0', stage, number] = match;
  return `${major}.${minor}.${patch}${stage === undefined ? '' : `-${stage}.${number}`}`;
};

/** Go modules: semantic versions with or without `v`; pseudo-versions are pre-releases, `+incompatible` does not count. */
export const goOrder: VersionOrder = {
  name: 'go',
  isVersion: (text) => semverOrder.isVersion(normalise(text)),
  compare: (a, b) => semverOrder.compare(normalise(a), normalise(b)),
};
