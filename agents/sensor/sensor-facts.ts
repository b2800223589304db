import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { readFacts } from '../appliance/facts.ts';
import { version } from '../appliance/version.ts';
import type { SensorFacts } from '../protocol/sensor-registration.ts';
import { writeAtomically } from '../runtime/atomic-file.ts';

const MACHINE_ID = '/etc/machine-id';

/** Not the machine id itself: that one must not leave its host (machine-id(5)). Where there is none, a number of our own. */
const readHostId = async (ownFile: string): Promise<string> => {
  const machine = (await readFile(MACHINE_ID, 'utf8').catch(() => '')).trim();
  if (machine.length >= 16) return createHash('sha256').update(`watchbill sensor ${machine}`).digest('hex').slice(0, 32);
  const own = (await readFile(ownFile, 'utf8').catch(() => '')).trim();
  if (own !== '') return own;
  const fresh = randomUUID();
  await writeAtomically(ownFile, fresh);
  return fresh;
};

/** What a sensor says of itself and its host. `ownFile` names a host that has no machine id. */
export const readSensorFacts = async (ownFile: string): Promise<SensorFacts> => {
  const { hostName, addresses } = readFacts('');
  return { hostId: await readHostId(ownFile), hostName, addresses, platform: `${platform()} ${arch()}`, sensorVersion: version };
};
