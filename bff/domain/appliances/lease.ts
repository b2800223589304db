import { MINUTE_MS, SECOND_MS } from '../time/instant.ts';

/** A lease that is not renewed for this long is lost. Polls and the 15 s progress reports renew it. */
export const LEASE_MS = 90 * SECOND_MS;

/** A slice is not offered again to an appliance for this long after it declined it; afterwards also to it, if nobody else took it. */
export const DECLINE_BACK_OFF_MS = MINUTE_MS;

/** An order to stop that has no effect yet is repeated in polls after this long. */
export const CONTROL_REPEAT_MS = 10 * SECOND_MS;
