import { z } from 'zod';
import { sensorConfiguration, sensorKind } from '../protocol/sensor-registration.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';

const sensorState = z.object({
  kind: sensorKind,
  configuration: sensorConfiguration,
  offsetMs: z.number().optional(),
  /** When a new manifest was looked for last, epoch ms of the machine. */
  manifestAt: z.number().optional(),
});
/** What the platform said last, for a start without it. */
export type SensorState = z.infer<typeof sensorState>;

/** Undefined before registration. */
export const readSensorState = async (path: string): Promise<SensorState | undefined> => {
  const content = await readJsonFile(path);
  return content === undefined ? undefined : sensorState.parse(content);
};

export const writeSensorState = (path: string, state: SensorState): Promise<void> => writeAtomically(path, `${JSON.stringify(state)}\n`);
