import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { base } from './base.ts';

export const TOPICS = [
  'schedules',
  'launches',
  'scans',
  'appliances',
  'setup',
  'users',
  'notifications',
  'assets',
  'connectors',
  'rollouts',
  'images',
  'containers',
  'sensors',
] as const;

/** Something changed: what kind of thing, and which one. Never the data: the listener asks for it under its own rights. */
export const liveEvent = z.object({ topic: z.enum(TOPICS), id: z.string() });
export type LiveEvent = z.infer<typeof liveEvent>;

export const live = {
  events: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/live', summary: 'Server-sent events: topic and id of what changed', tags: ['Live'] })
    .output(eventIterator(liveEvent)),
};

export const platform = {
  status: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/status', summary: 'Health of the platform and counts for the navigation', tags: ['Platform'] })
    .output(
      z.object({
        version: z.string(),
        healthy: z.boolean(),
        /** What is wrong, in sentences; empty when healthy. */
        problems: z.array(z.string()),
        serverTime: z.iso.datetime(),
        timeZoneData: z.string(),
        counts: z.object({ schedules: z.int(), scansActive: z.int(), appliances: z.int(), launches: z.int(), heldLaunches: z.int() }),
      }),
    ),
};
