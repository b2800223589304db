import type { ApplianceLogEntry } from '#contract/monitoring';

/** `reason: connect ECONNREFUSED, failures: 1`; what was lost before it comes first. */
export function detailsInWords({ details = {}, lost }: Pick<ApplianceLogEntry, 'details' | 'lost'>): string {
  const told = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  const gap = lost === 0 ? [] : [`${lost} ${lost === 1 ? 'entry' : 'entries'} before it lost`];
  return [...gap, ...told].join(', ');
}

/** Further from the time of arrival, the appliance was cut off or its clock is wrong. */
const NOTABLE_MS = 60_000;

/** Whether it is worth saying when the entry arrived. */
export const cameLate = ({ at, receivedAt }: Pick<ApplianceLogEntry, 'at' | 'receivedAt'>): boolean =>
  Date.parse(receivedAt) - Date.parse(at) > NOTABLE_MS;
