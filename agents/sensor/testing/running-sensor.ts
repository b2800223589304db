import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SensorKind } from '../../protocol/sensor-registration.ts';
import { readIdentity } from '../../runtime/identity-file.ts';
import { registerSensor } from '../register-sensor.ts';
import { runSensor } from '../run-sensor.ts';
import { sensorFolder } from '../sensor-folder.ts';
import type { FakeSensorPlatform } from './fake-sensor-platform.ts';

/** A sensor in this process with a data folder of its own: registered once, started and stopped at will. */
export const createTestSensor = async (kind: SensorKind, platform: FakeSensorPlatform, socketPath: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'sensor-'));
  const data = sensorFolder(folder);
  const log: string[] = [];
  let aheadMs = 0;
  let running: { ending: AbortController; done: Promise<void> } | undefined;
  const stop = async () => {
    running?.ending.abort();
    await running?.done;
    running = undefined;
  };
  return {
    data,
    log,
    /** Its clock goes on by so much at once. */
    advance: (byMs: number) => {
      aheadMs += byMs;
    },
    start: async () => {
      const identity =
        (await readIdentity(data.identity)) ?? (await registerSensor({ kind, data, server: platform.url, perscode: '12345678901234' }));
      const ending = new AbortController();
      const clock = () => Date.now() + aheadMs;
      const writeLog = (line: string) => void log.push(line);
      const done = runSensor({
        kind,
        data,
        identity,
        socketPath,
        runningFile: new URL('../main.ts', import.meta.url).href,
        ending: ending.signal,
        writeLog,
        clock,
      });
      running = { ending, done };
    },
    stop,
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
