import type { Inspector } from './inspector.ts';

/** All inspectors. Every one that fits a service looks at it. */
export const INSPECTORS: readonly Inspector[] = [];
