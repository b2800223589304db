import { orpc } from '../api/client.ts';

/** The time zones that schedules can have. */
export const allTimeZones = () => orpc.timeZones.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY });

/** Whether a zone is supported, by any of its names, and the one that would do. */
export const nearestZone = (zone: string) => orpc.timeZones.find.queryOptions({ input: { zone }, staleTime: Number.POSITIVE_INFINITY });
