import { z } from 'zod';
import { MAX_VERSION_LENGTH } from './versions/version-order.ts';

const version = z.string().min(1).max(MAX_VERSION_LENGTH);

/** One turn in the life of a weakness (OSV schema, `affected[].ranges[].events[]`). `introduced` 0 is before every version. */
export const rangeEvent = z.union([
  z.strictObject({ introduced: version }),
  /** The first version without the weakness. */
  z.strictObject({ fixed: version }),
  /** The last version with it; used where no fix is known. */
  z.strictObject({ lastAffected: version }),
  /** Only versions before it are in the range at all; `*` is no limit. */
  z.strictObject({ limit: version }),
]);
export type RangeEvent = z.infer<typeof rangeEvent>;

export const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** What one advisory says of one package of one ecosystem. */
export const advisory = z.object({
  /** As its publisher names it: `DSA-5724-1`, `CVE-2024-6387`, `GHSA-…`. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:+~-]*$/)
    .max(100),
  /** Other names of the same weakness, CVEs among them. */
  aliases: z.array(z.string().min(1).max(100)).max(1000),
  /** 5 is the worst. Absent: its publisher did not rate it. */
  severity: severity.optional(),
  summary: z.string().max(500),
  references: z.array(z.string().max(500)).max(3),
  ranges: z.array(z.object({ events: z.array(rangeEvent).min(1).max(10_000) })).max(1000),
  /** Affected versions one by one, where the ranges do not say it. */
  versions: z.array(version).max(100_000),
});
export type Advisory = z.infer<typeof advisory>;

const CVE = /^CVE-\d{4}-\d{4,}$/;

/** The CVEs of an advisory: its own id where that is one, and its aliases. Each once, in ascending order. */
export const cvesOf = ({ id, aliases }: Pick<Advisory, 'id' | 'aliases'>): string[] =>
  // Debian and others prefix the CVE's name to tell their record of it apart: DEBIAN-CVE-2024-6387.
  [...new Set([id.replace(/^[A-Z]+-(?=CVE-)/, ''), ...aliases].filter((name) => CVE.test(name)))].sort();

/** A package as an ecosystem of the OSV schema names it, in one version. */
export interface PackageVersion {
  /** `Debian:12`, `npm`. */
  readonly ecosystem: string;
  /** Of a Linux distribution: the source package. */
  readonly name: string;
  readonly version: string;
}
