/** An appliance's clock that is further off than this is marked (design 04 §4.2). */
export const CLOCK_ALARM_MS = 2000;
