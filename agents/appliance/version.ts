declare const WATCHBILL_VERSION: string | undefined;

/** Put in by the build; a program run from its sources says so. */
export const version: string = typeof WATCHBILL_VERSION === 'string' ? WATCHBILL_VERSION : '0.0.0-source';
