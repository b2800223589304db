import { z } from 'zod';
import { base } from './base.ts';
import { packageName, packageVersion } from './packages.ts';
import { id, instant, revision } from './primitives.ts';

/** `healthyHours`: goes on by itself after so many hours without too many failures; absent: a person advances it. */
export const rolloutPhase = z.object({
  sharePercent: z.int().min(1).max(100),
  healthyHours: z.int().min(0).max(720).optional(),
});

export const rollout = z.object({
  id,
  revision,
  package: packageName,
  version: z.string(),
  /** What the fleet ran before; absent: what each appliance was installed with. */
  formerVersion: z.string().optional(),
  phases: z.array(rolloutPhase),
  /** The phase that it is in, from 1. */
  phase: z.int(),
  phaseSince: instant,
  /** When the next phase begins by itself, if all goes well. */
  nextPhaseAt: instant.optional(),
  state: z.enum(['running', 'paused', 'completed', 'aborted', 'superseded']),
  stateReason: z.string().optional(),
  maxFailedPercent: z.int(),
  startedBy: z.string(),
  createdAt: instant,
  endedAt: instant.optional(),
  /** Appliances: those that it reaches by now, and how they fare. `waiting`: has not begun, or cannot update itself. */
  counts: z.object({ fleet: z.int(), reached: z.int(), installed: z.int(), updating: z.int(), failed: z.int(), waiting: z.int() }),
});
export type Rollout = z.infer<typeof rollout>;

export const rolloutAppliance = z.object({
  id,
  name: z.string(),
  reached: z.boolean(),
  state: z.enum(['installed', 'updating', 'failed', 'rolled-back', 'waiting', 'not-yet']),
  /** The version that it says it runs. */
  version: z.string().optional(),
  reason: z.string().optional(),
  at: instant.optional(),
});
export type RolloutAppliance = z.infer<typeof rolloutAppliance>;

const byRevision = z.object({ id, revision });
const tags = ['Roll-outs'];

export const rollouts = {
  list: base
    .meta({ permission: 'packages.read' })
    .route({ method: 'GET', path: '/rollouts', summary: 'Roll-outs, newest first, at most 50', tags })
    .output(z.object({ items: z.array(rollout) })),
  get: base
    .meta({ permission: 'packages.read' })
    .route({ method: 'GET', path: '/rollouts/{id}', summary: 'A roll-out, appliance by appliance, and what each told', tags })
    .input(z.object({ id }))
    .output(
      rollout.extend({
        /** At most 500; those that failed first. */
        appliances: z.array(rolloutAppliance),
        /** The newest 200 messages of appliances about this version. */
        history: z.array(
          z.object({
            applianceId: id,
            name: z.string(),
            state: z.enum(['downloading', 'installing', 'installed', 'failed', 'rolled-back', 'current']),
            from: z.string().optional(),
            to: z.string().optional(),
            reason: z.string().optional(),
            at: instant,
          }),
        ),
      }),
    ),
  /** 409 `conflict` while another roll-out of the same package is under way. */
  start: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/rollouts', successStatus: 201, summary: 'Roll a published version out, phase by phase', tags })
    .input(
      z.object({
        package: packageName,
        version: packageVersion,
        phases: z.array(rolloutPhase).max(50),
        maxFailedPercent: z.int().min(0).max(100).default(10),
      }),
    )
    .output(rollout),
  /** Into the next phase at once; from the last one: completed. */
  advance: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/rollouts/{id}/advance', summary: 'Go on to the next phase, or complete the last one', tags })
    .input(byRevision)
    .output(rollout),
  pause: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/rollouts/{id}/pause', summary: 'Keep it where it is', tags })
    .input(byRevision)
    .output(rollout),
  /** Failures until now count no more. */
  resume: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/rollouts/{id}/resume', summary: 'Let a paused roll-out go on', tags })
    .input(byRevision)
    .output(rollout),
  abort: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/rollouts/{id}/abort', summary: 'End it: every appliance goes back to the former version', tags })
    .input(byRevision)
    .output(rollout),
};
