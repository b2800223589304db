import { EngineRefused } from './engine-error.ts';

/** The versions of the Docker Engine API whose answers are known here, both inclusive. */
const OLDEST = '1.24';
const NEWEST = '1.51';

const compare = (a: string, b: string): number => {
  const [[aMajor = 0, aMinor = 0], [bMajor = 0, bMinor = 0]] = [a.split('.').map(Number), b.split('.').map(Number)];
  return aMajor - bMajor || aMinor - bMinor;
};

/** The newest version that both sides speak. `min` is absent from engines that name none. */
export const negotiateApiVersion = (max: string, min: string | undefined): string => {
  if (compare(max, OLDEST) < 0)
    throw new EngineRefused(400, `The engine speaks API ${max}; ${OLDEST} or newer is needed. Update the engine.`);
  if (min !== undefined && compare(min, NEWEST) > 0)
    throw new EngineRefused(400, `The engine speaks no API older than ${min}; this sensor knows up to ${NEWEST}. Update the sensor.`);
  return compare(max, NEWEST) < 0 ? max : NEWEST;
};
