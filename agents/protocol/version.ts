/**
 * Version of the wire. The path carries the major one (`/agent/v1`); fields are only ever added, and unknown
 * fields are ignored by both sides, so that an older appliance keeps working with a newer platform and the
 * other way round.
 */
export const PROTOCOL_VERSION = 1;

/** Largest body that the platform reads from an agent, in bytes. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
