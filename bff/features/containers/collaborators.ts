/** What of the Distribution Server's side concerns sensors. */
export interface SensorUpdates {
  /** The manifest that a sensor should match with; undefined: none is handed out. */
  readonly manifestFor: (sensorId: string, running: string | undefined) => Promise<string | undefined>;
  /** The version of the sensor's program that this server hands out; undefined: none. */
  readonly programVersion: () => string | undefined;
}
