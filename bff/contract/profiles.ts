import { z } from 'zod';
import { base } from './base.ts';
import { id, instant, revision, usedBy } from './primitives.ts';

/** How a scan looks at a host. `ports`: a list such as `22,80,443,1-1024`, or a named set. */
export const optionProfile = z.object({
  id,
  revision,
  name: z.string(),
  engine: z.enum(['auto', 'nmap', 'connect']),
  ports: z.string(),
  intensity: z.enum(['low', 'normal', 'high']),
  hostTimeoutMinutes: z.int().min(1).max(1440),
  isDefault: z.boolean(),
});
/** What a client sends to create or replace a profile. */
const profileInput = optionProfile.omit({ id: true, revision: true, isDefault: true }).extend({ name: z.string().trim().min(1).max(200) });
const byId = z.object({ id });
const tags = ['Option profiles'];
export type OptionProfile = z.infer<typeof optionProfile>;

const timeZone = z.object({
  id: z.string(),
  /** `(GMT -08:00) United States, California (Pacific Standard Time)` */
  label: z.string(),
  /** `-08:00` */
  standardOffset: z.string(),
  observesDst: z.boolean(),
  country: z.string(),
  countryCode: z.string(),
  place: z.string(),
  abbreviation: z.string(),
  /** What else a search should find: cities, aliases, the daylight abbreviation. */
  keywords: z.array(z.string()),
  /** When its clocks change next; absent where no change is in sight. */
  nextClockChangeAt: instant.optional(),
});
export type TimeZone = z.infer<typeof timeZone>;

export const profiles = {
  list: base
    .meta({ permission: 'profiles.read' })
    .route({ method: 'GET', path: '/option-profiles', summary: 'Option profiles', tags })
    .output(z.object({ items: z.array(optionProfile) })),
  get: base
    .meta({ permission: 'profiles.read' })
    .route({ method: 'GET', path: '/option-profiles/{id}', summary: 'Read an option profile', tags })
    .input(byId)
    .output(optionProfile.extend({ usedBy })),
  create: base
    .meta({ permission: 'profiles.write' })
    .route({ method: 'POST', path: '/option-profiles', successStatus: 201, summary: 'Create an option profile', tags })
    .input(profileInput)
    .output(optionProfile),
  /** Schedules use it as it is at their next launch; scans that were launched keep what they had. */
  replace: base
    .meta({ permission: 'profiles.write' })
    .route({ method: 'PUT', path: '/option-profiles/{id}', summary: 'Replace an option profile', tags })
    .input(profileInput.extend({ id, revision }))
    .output(optionProfile),
  /** Refused with 409 `conflict` while it is the default, or schedules use it, naming them. Scans keep the copy they were made with. */
  remove: base
    .meta({ permission: 'profiles.write' })
    .route({ method: 'DELETE', path: '/option-profiles/{id}', successStatus: 204, summary: 'Delete an option profile', tags })
    .input(byId),
  makeDefault: base
    .meta({ permission: 'profiles.write' })
    .route({
      method: 'POST',
      path: '/option-profiles/{id}/default',
      successStatus: 200,
      summary: 'Make an option profile the default',
      tags,
    })
    .input(byId)
    .output(optionProfile),
};

export const timeZones = {
  list: base
    .meta({ permission: 'public' })
    .route({ method: 'GET', path: '/time-zones', summary: 'The supported time zones', tags: ['Time zones'] })
    .output(z.array(timeZone)),
  find: base
    .meta({ permission: 'public' })
    .route({
      method: 'GET',
      path: '/time-zones/find',
      summary: 'Whether a time zone is supported, and the nearest one',
      tags: ['Time zones'],
    })
    .input(z.object({ zone: z.string().max(200) }))
    .output(
      z.object({
        supported: z.boolean(),
        /** The supported zone that is meant; of one that is not supported the nearest. */
        id: z.string(),
        /** Why it is refused: `time zone not supported: …`. */
        message: z.string().optional(),
      }),
    ),
};
