import { Exit as AgentExit } from '../../appliance/exit-code.ts';
import { readIdentity } from '../../runtime/identity-file.ts';
import { registerSensor } from '../../sensor/register-sensor.ts';
import { sensorFolder } from '../../sensor/sensor-folder.ts';
import { Exit } from '../exit-code.ts';

export interface RegisterScanInput {
  readonly folder: string;
  readonly server: string | undefined;
  readonly perscode: string | undefined;
}

/** Binds the data folder to a platform, once. Gives the sentence for the person at the terminal. */
export const register = async ({ folder, server, perscode }: RegisterScanInput): Promise<string> => {
  const data = sensorFolder(folder);
  const known = await readIdentity(data.identity).catch(() => undefined);
  if (known) throw new Exit('usage', `${folder} is bound to ${known.server} already. Another binding needs a folder of its own (--data).`);
  try {
    const identity = await registerSensor({ kind: 'cicd', data, server, perscode });
    return `Bound to ${identity.server}. Keep ${data.identity} among the secrets of the pipeline: it is the key.`;
  } catch (error) {
    if (error instanceof AgentExit) throw new Exit(error.reason === 'usage' ? 'usage' : 'notUploaded', error.message);
    throw error;
  }
};
