import { z } from 'zod';
import { address, epochMs, id } from './primitives.ts';

/** What a command job may ask for (seed 000: routes, VLANs, an update, a reboot). */
export const COMMAND_KINDS = ['reboot', 'update', 'routes', 'vlans'] as const;

/** Most entries of one list. */
export const MAX_LIST_ENTRIES = 4094;

/** Letters, digits, space, dot, underscore, hyphen; nothing that a shell or a terminal would take for more than text. */
const label = z.string().regex(/^[A-Za-z0-9 ._-]{1,64}$/);

/** Name of a network interface: 15 bytes are what Linux keeps of one. */
export const deviceName = z.string().regex(/^[A-Za-z0-9._-]{1,15}$/);

/** An address with its prefix length: `10.30.0.0/16`. */
export const cidr = z
  .string()
  .max(49)
  .regex(/^[0-9a-fA-F:.]+\/\d{1,3}$/);

/** A route that shall be there. */
export const orderedRoute = z.object({
  destination: cidr,
  gateway: address,
  name: label.optional(),
  /** Absent: the interface in whose network the gateway lies. */
  device: deviceName.optional(),
  metric: z.int().min(0).max(4_294_967_295).optional(),
});
export type OrderedRoute = z.infer<typeof orderedRoute>;

/** A VLAN that shall be there, as the interface `vlan<id>`. */
export const orderedVlan = z.object({
  id: z.int().min(1).max(4094),
  address: cidr,
  name: label.optional(),
  /** The interface that carries it. Absent: the one over which the platform is reached. */
  parent: deviceName.optional(),
});
export type OrderedVlan = z.infer<typeof orderedVlan>;

/**
 * Claims of a command: a compact JWS (RFC 7515), header `{alg:"EdDSA", typ:"job+jws", kid}`, signed with the platform's key.
 * It is for one appliance, carried out once, and not begun after it has expired.
 */
export const commandClaims = z.object({
  /** Command id. */
  jti: id,
  /** Appliance id. */
  aud: id,
  /** Whole seconds of platform time. */
  iat: z.int(),
  exp: z.int(),
  kind: z.enum(COMMAND_KINDS),
  /** With `routes`: the whole list; it replaces the one before. */
  routes: z.array(orderedRoute).max(MAX_LIST_ENTRIES).optional(),
  /** With `vlans`: the whole list. */
  vlans: z.array(orderedVlan).max(MAX_LIST_ENTRIES).optional(),
});
export type CommandClaims = z.infer<typeof commandClaims>;

export const COMMAND_TYPE = 'job+jws';

/** How far an appliance has come with a command. `delivered`: kept on its disk. */
export const TOLD_STATES = ['delivered', 'running', 'succeeded', 'failed'] as const;

/** Said with every poll until the platform answers that it has noted it. */
export const toldCommand = z.object({ id, state: z.enum(TOLD_STATES), reason: z.string().max(500).optional(), at: epochMs });
export type ToldCommand = z.infer<typeof toldCommand>;

/** What the platform has noted of a command: the appliance need not say it again. */
export const notedCommand = z.object({ id, state: z.enum(TOLD_STATES) });
export type NotedCommand = z.infer<typeof notedCommand>;

const readInterface = z.object({
  name: deviceName,
  up: z.boolean(),
  addresses: z.array(cidr).max(64),
  vlan: z.object({ id: z.int().min(0).max(4095), parent: deviceName.optional() }).optional(),
  /** Made by a command. */
  own: z.boolean(),
  label: label.optional(),
});

const readRoute = z.object({
  destination: cidr,
  gateway: address.optional(),
  device: deviceName.optional(),
  metric: z.int().min(0).optional(),
  /** Made by a command. */
  own: z.boolean(),
  name: label.optional(),
});

/** The network as the appliance reads it back from its kernel (`ip -j`). Told when it changed. */
export const networkFacts = z.object({
  readAt: epochMs,
  interfaces: z.array(readInterface).max(8192),
  routes: z.array(readRoute).max(8192),
  /** How it reaches the platform. */
  platform: z.object({ address, device: deviceName.optional(), gateway: address.optional() }).optional(),
});
export type NetworkFacts = z.infer<typeof networkFacts>;
