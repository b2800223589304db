import { z } from 'zod';

const optional = <T extends z.ZodType>(schema: T) => schema.nullish();
const version = z.string().max(1000);

const severity = z.object({ type: z.string(), score: z.string() });

// Early records put several members into one event; which of them comes first does not matter.
const event = z
  .object({ introduced: version.optional(), fixed: version.optional(), last_affected: version.optional(), limit: version.optional() })
  .refine((value) => Object.values(value).some((each) => each !== undefined), 'names none of introduced, fixed, last_affected and limit');

const affected = z.object({
  package: optional(z.object({ ecosystem: z.string().min(1).max(200), name: z.string().min(1).max(500) })),
  severity: optional(z.array(severity)),
  ranges: optional(z.array(z.object({ type: z.enum(['SEMVER', 'ECOSYSTEM', 'GIT']), events: z.array(event).min(1) }))),
  versions: optional(z.array(version)),
  ecosystem_specific: optional(z.record(z.string(), z.unknown())),
  database_specific: optional(z.record(z.string(), z.unknown())),
});

/** What we read of an OSV record (schema 1.x); members that it has besides are of no concern here. */
export const osvRecord = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:+~-]*$/, 'is not an id')
    .max(100),
  withdrawn: optional(z.string()),
  aliases: optional(z.array(z.string().max(200))),
  upstream: optional(z.array(z.string().max(200))),
  related: optional(z.array(z.string().max(200))),
  summary: optional(z.string()),
  details: optional(z.string()),
  severity: optional(z.array(severity)),
  affected: optional(z.array(affected)),
  references: optional(z.array(z.object({ type: z.string(), url: z.string() }))),
  database_specific: optional(z.record(z.string(), z.unknown())),
});
export type OsvRecord = z.infer<typeof osvRecord>;
export type OsvAffected = z.infer<typeof affected>;
export type OsvEvent = z.infer<typeof event>;
