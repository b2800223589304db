import { z } from 'zod';
import { COMMAND_KINDS, COMMAND_STATES } from '#domain/appliances/commands/command';
import { base, issue } from './base.ts';
import { listInput, page } from './page.ts';
import { id, instant } from './primitives.ts';

// Wide on purpose: the rules of the domain name every problem at its field, with what would do.
const text = z.string().max(200);
const name = text.optional();

/** A route of a wanted list. Without `device`: the interface in whose network the gateway lies. */
export const wantedRoute = z.object({
  destination: text,
  gateway: text,
  name,
  device: text.optional(),
  metric: z.number().optional(),
});
export type WantedRoute = z.infer<typeof wantedRoute>;

/** A VLAN of a wanted list: its own address there, with prefix length. Without `parent`: the interface towards the platform. */
export const wantedVlan = z.object({ id: z.number(), address: text, name, parent: text.optional() });
export type WantedVlan = z.infer<typeof wantedVlan>;

/** Something that an appliance shall do. The lists are whole: what is not in them goes. */
const order = z.object({
  kind: z.enum(COMMAND_KINDS),
  routes: z.array(wantedRoute).max(10_000).optional(),
  vlans: z.array(wantedVlan).max(10_000).optional(),
  /** It is not begun later than this. Default: an hour. */
  expiresInMinutes: z
    .int()
    .min(5)
    .max(7 * 24 * 60)
    .optional(),
});

export const command = z.object({
  id,
  applianceId: id,
  kind: z.enum(COMMAND_KINDS),
  state: z.enum(COMMAND_STATES),
  reason: z.string().optional(),
  /** In the list of its kind; undefined for a command without one. */
  entries: z.int().optional(),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  deliveredAt: instant.optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
});
export type Command = z.infer<typeof command>;

const withLists = command.extend({ routes: z.array(wantedRoute).optional(), vlans: z.array(wantedVlan).optional() });

/** The network of an appliance as it read it back from its kernel. `routes` and `vlans`: set by commands, ready for the form. */
const network = z.object({
  readAt: instant.optional(),
  interfaces: z.array(
    z.object({
      name: z.string(),
      up: z.boolean(),
      addresses: z.array(z.string()),
      vlan: z.object({ id: z.int(), parent: z.string().optional() }).optional(),
      own: z.boolean(),
    }),
  ),
  routes: z.array(wantedRoute),
  vlans: z.array(wantedVlan),
  otherRoutes: z.array(z.object({ destination: text, gateway: text.optional(), device: text.optional(), metric: z.number().optional() })),
  platform: z.object({ address: z.string(), device: z.string().optional(), gateway: z.string().optional() }).optional(),
});
export type ApplianceNetwork = z.infer<typeof network>;

/** What a command would do at one appliance. `now`: delivered at once or at its next poll. */
export const outlook = z.object({
  applianceId: id,
  name: z.string(),
  outcome: z.enum(['now', 'queued', 'impossible']),
  /** In sentences: how it will go, or why it cannot be sent. */
  text: z.string(),
  /** Lines as `ip route` writes them. */
  changes: z.array(z.object({ change: z.enum(['added', 'removed']), line: z.string() })),
  /** What is wrong with the lists for this appliance. */
  issues: z.array(issue),
  /** What is allowed and worth a look. */
  notes: z.array(z.string()),
});
export type Outlook = z.infer<typeof outlook>;

const many = order.extend({ applianceIds: z.array(id).min(1).max(200) });
const tags = ['Appliances'];
const byAppliance = z.object({ id });
const byCommand = z.object({ id, commandId: id });

export const commands = {
  list: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/commands', summary: 'List the commands of an appliance, newest first', tags })
    .input(listInput.pick({ cursor: true, limit: true }).extend({ id }))
    .output(page(command)),
  get: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/commands/{commandId}', summary: 'Read a command with its lists', tags })
    .input(byCommand)
    .output(withLists),
  network: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/network', summary: 'Read interfaces, routes and VLANs as they were read back', tags })
    .input(byAppliance)
    .output(network),
  create: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/appliances/{id}/commands', successStatus: 201, summary: 'Send a command to an appliance', tags })
    .input(order.extend({ id }))
    .output(command),
  cancel: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/appliances/{id}/commands/{commandId}/cancel', summary: 'Cancel a command not delivered yet', tags })
    .input(byCommand)
    .output(command),
  preview: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/commands/preview', summary: 'What a command would do at each appliance; nothing is sent', tags })
    .input(many)
    .output(z.object({ expiresAt: instant, rows: z.array(outlook) })),
  createMany: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'POST', path: '/commands', summary: 'Send a command to each appliance that can take it', tags })
    .input(many)
    .output(
      z.object({ rows: z.array(outlook.pick({ applianceId: true, name: true, text: true }).extend({ command: command.optional() })) }),
    ),
};
