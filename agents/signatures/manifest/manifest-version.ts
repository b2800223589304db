import { z } from 'zod';

/** `2026.03.05-2`: the day (UTC) it was made, and which one of that day. */
export const manifestVersion = z.string().regex(/^\d{4}\.\d{2}\.\d{2}-[1-9]\d{0,5}$/);

/** Below 0: `a` was made before `b`. */
export const compareManifestVersions = (a: string, b: string): number => {
  const [[dayA = '', numberA], [dayB = '', numberB]] = [a.split('-'), b.split('-')];
  return dayA === dayB ? Number(numberA) - Number(numberB) : dayA < dayB ? -1 : 1;
};

/** The version of a manifest made at `now` (epoch ms) after `previous`: always newer, also where a clock went back. */
export const nextManifestVersion = (now: number, previous: string | undefined): string => {
  const today = new Date(now).toISOString().slice(0, 10).replaceAll('-', '.');
  const [day = '', number] = previous?.split('-') ?? [];
  return day >= today ? `${day}-${Number(number) + 1}` : `${today}-1`;
};
