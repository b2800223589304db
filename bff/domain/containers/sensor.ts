/** What a sensor follows: a container host (`general`), or the images that a pipeline marks (`cicd`). */
export const SENSOR_KINDS = ['general', 'cicd'] as const;
export type SensorKind = (typeof SENSOR_KINDS)[number];

/**
 * How a sensor stands. `never-connected`: nobody has used its code. `offline`: two check-ins missed. `UNKNOWN` of the source is our
 * `unknown`: silent for so long that what it told of its host counts as old, and its containers become UNKNOWN.
 */
export const SENSOR_STATES = ['never-connected', 'online', 'offline', 'unknown', 'retired'] as const;
export type SensorState = (typeof SENSOR_STATES)[number];

/** The engine that a sensor follows, as it told last. */
export interface SensorEngine {
  readonly name: string;
  readonly version: string;
  readonly operatingSystem?: string | undefined;
  readonly connected: boolean;
  readonly problem?: string | undefined;
}
