/** States of a container. `UNKNOWN`: its sensor has not been heard of for long. `DELETED`: it is gone from its host. */
export const CONTAINER_STATES = ['CREATED', 'RUNNING', 'STOPPED', 'PAUSED', 'DELETED', 'UNKNOWN'] as const;
export type ContainerState = (typeof CONTAINER_STATES)[number];

/** While an image has a container in one of these states, its record cannot be deleted (facts §7). */
export const STATES_THAT_HOLD_IMAGES = ['CREATED', 'RUNNING', 'STOPPED', 'PAUSED'] as const satisfies readonly ContainerState[];

/**
 * How a scan of an image or a container stands. `not-scanned`: never; its counts of findings mean nothing. `scanned`: the last one went
 * well. `not-scannable`: the last one failed; counts are those of an earlier scan, if there was one. `not-matched`: the inventory is
 * known, and there was no manifest to look it up in.
 */
export const SCAN_STATES = ['not-scanned', 'scanned', 'not-matched', 'not-scannable'] as const;

/** Why something was scanned, or what happened that did not lead to a scan (seed 003). */
export const TRIGGERS = ['load', 'import', 'pull', 'tag', 'inventory', 'created', 'drift', 'manifest', 'on-demand', 'pipeline'] as const;

/** What came of an event: a scan, no scan by rule, or a scan that failed. */
export const TRIGGER_OUTCOMES = ['scanned', 'not-scanned', 'not-scannable'] as const;

/** A layer of an image, oldest first. */
export interface ImageLayer {
  readonly digest: string;
  readonly size: number;
  readonly createdBy?: string | undefined;
}

/** A port of a container that its host publishes. */
export interface PublishedPort {
  readonly address?: string | undefined;
  readonly hostPort?: number | undefined;
  readonly port: number;
  readonly protocol: string;
}

/** What of a running container differs from its image. */
export interface ContainerDrift {
  readonly software: readonly {
    readonly change: 'added' | 'removed' | 'changed';
    readonly package: { readonly ecosystem: string; readonly type: string; readonly name: string; readonly version: string };
    readonly versionBefore?: string | undefined;
  }[];
  readonly files: readonly { readonly change: 'added' | 'removed' | 'changed'; readonly path: string }[];
  readonly filesTotal: number;
}
