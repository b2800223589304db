import { z } from 'zod';
import { applianceFleet } from './appliance-fleet.ts';
import { base } from './base.ts';
import { packageName } from './packages.ts';
import { listInput, page } from './page.ts';
import { id, instant, revision } from './primitives.ts';

export const applianceState = z.enum(['never-connected', 'online', 'busy', 'updating', 'late', 'offline', 'missing', 'retired']);

const name = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._ -]*$/, 'Letters, digits, spaces, dots, hyphens and underscores only');
const pollIntervalSeconds = z.int().min(60).max(3600);

export const appliance = z.object({
  id,
  revision,
  name: z.string(),
  location: z.string().optional(),
  state: applianceState,
  /** The rule by which it is in this state, in words, with since when. */
  stateReason: z.string(),
  stateSince: instant.optional(),
  pollIntervalSeconds: z.int(),
  promptDelivery: z.boolean(),
  registeredAt: instant.optional(),
  codeExpiresAt: instant.optional(),
  lastPollAt: instant.optional(),
  nextPollAt: instant.optional(),
  missedPolls: z.int(),
  hostName: z.string().optional(),
  addresses: z.array(z.string()),
  capacity: z
    .object({
      slots: z.int(),
      used: z.int(),
      cpuPercent: z.number().optional(),
      memoryUsedBytes: z.number().optional(),
      memoryTotalBytes: z.number().optional(),
      load: z.number().optional(),
      cores: z.int().optional(),
      spoolBytes: z.number().optional(),
    })
    .optional(),
  versions: z
    .object({
      appliance: z.string(),
      scand: z.string(),
      engines: z.array(z.object({ name: z.string(), version: z.string() })),
      /** Of the vulnerability signatures; absent where there are none. */
      signatures: z.string().optional(),
    })
    .optional(),
  clockOffsetMs: z.number().optional(),
  /** The packages of which it runs another version than the roll-outs want. Not known before its first poll. */
  outdated: z.array(z.object({ package: packageName, version: z.string().optional(), wanted: z.string() })),
  runningSlices: z.array(
    z.object({
      sliceId: id,
      index: z.int(),
      /** With its title absent where this person may not see the scan. */
      scanId: id.optional(),
      scanTitle: z.string().optional(),
      hostsDone: z.int(),
      hostsTotal: z.int(),
      leaseExpiresAt: instant.optional(),
    }),
  ),
  createdAt: instant,
});
export type Appliance = z.infer<typeof appliance>;

const byId = z.object({ id });
const tags = ['Appliances'];

/** The personalization code is in the answer once and nowhere else. */
const withCode = z.object({ id, name: z.string(), personalizationCode: z.string().regex(/^\d{14}$/), expiresAt: instant });

/** An active schedule that names no other appliance that still serves. */
export const dependentSchedule = z.object({ id, title: z.string(), owner: z.object({ id: z.string(), name: z.string() }) });
export type DependentSchedule = z.infer<typeof dependentSchedule>;

export const appliances = {
  ...applianceFleet,
  list: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances', summary: 'List appliances', tags })
    .input(listInput)
    .output(page(appliance)),
  get: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}', summary: 'Read an appliance', tags })
    .input(byId)
    .output(appliance),
  create: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/appliances', successStatus: 201, summary: 'Create an appliance and its personalization code', tags })
    .input(
      z.object({
        name,
        location: z.string().trim().max(200).optional(),
        pollIntervalSeconds: pollIntervalSeconds.optional(),
        promptDelivery: z.boolean().optional(),
        /** Asset groups whose pool it joins. One without a pool gets one: its hosts are scanned by this appliance alone from then on. */
        assetGroupIds: z.array(id).max(200).optional(),
      }),
    )
    .output(withCode),
  change: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'PATCH', path: '/appliances/{id}', summary: 'Change name, location, interval or delivery', tags })
    .input(
      z.object({
        id,
        revision,
        name: name.optional(),
        location: z.string().trim().max(200).optional(),
        pollIntervalSeconds: pollIntervalSeconds.optional(),
        promptDelivery: z.boolean().optional(),
      }),
    )
    .output(appliance),
  renewCode: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/appliances/{id}/code', summary: 'Make a new personalization code; an old one stops working', tags })
    .input(byId)
    .output(withCode),
  replace: base
    .meta({ permission: 'appliances.write' })
    .route({
      method: 'POST',
      path: '/appliances/{id}/replace',
      summary: 'Refuse the key of its machine at once and make a code for the one that takes its place',
      tags,
    })
    .input(byId)
    .output(withCode),
  dependents: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'GET', path: '/appliances/{id}/dependents', summary: 'List what depends on this appliance alone', tags })
    .input(byId)
    .output(z.object({ schedules: z.array(dependentSchedule) })),
  retire: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/appliances/{id}/retire', summary: 'Retire an appliance: its key is refused at once', tags })
    .input(
      z.object({
        id,
        /** Schedules that scan with this appliance alone, as they were shown: they are deactivated, and their people told. */
        deactivates: z.array(id).max(10_000).optional(),
      }),
    )
    .output(appliance),
};
