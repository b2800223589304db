import type { Instant } from '../../time/instant.ts';

/** What an appliance can be told to do (seed 000: command jobs). */
export const COMMAND_KINDS = ['reboot', 'update', 'routes', 'vlans'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** `delivered`: it went out with an answer to a poll. The last four are final. */
export const COMMAND_STATES = ['queued', 'delivered', 'running', 'succeeded', 'failed', 'expired', 'canceled'] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

/** Most entries of one list. */
export const MAX_LIST_ENTRIES = 4094;

/** Without another wish a command may be begun within an hour. */
export const COMMAND_LIFETIME_MINUTES = 60;

/** An appliance that cannot reach the platform this long after a change of its network undoes it by itself (design 04 §4.5). */
export const UNDO_AFTER_SECONDS = 60;

/** A route that shall be there. Without `device`: the interface in whose network the gateway lies. */
export interface WantedRoute {
  readonly destination: string;
  readonly gateway: string;
  readonly name?: string | undefined;
  readonly device?: string | undefined;
  readonly metric?: number | undefined;
}

/** A VLAN that shall be there, as interface `vlan<id>`, with the appliance's own address in it. */
export interface WantedVlan {
  readonly id: number;
  readonly address: string;
  readonly name?: string | undefined;
  /** The interface that carries it; without it, the one towards the platform. */
  readonly parent?: string | undefined;
}

/** A command with its list, whole: what is not in it goes. */
export interface CommandOrder {
  readonly kind: CommandKind;
  readonly routes?: readonly WantedRoute[] | undefined;
  readonly vlans?: readonly WantedVlan[] | undefined;
}

/** What the life of a command depends on. */
export interface CommandFacts {
  readonly kind: CommandKind;
  readonly state: CommandState;
  readonly expiresAt: Instant;
  /** Boot id of the appliance when it began; a reboot must change it. */
  readonly bootId?: string | undefined;
}

export const isFinal = (state: CommandState): boolean => state !== 'queued' && state !== 'delivered' && state !== 'running';

/** The interface name of a VLAN. */
export const vlanDevice = (id: number): string => `vlan${id}`;
