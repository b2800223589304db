import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { Exit } from '../appliance/exit-code.ts';
import { parsePerscode, parseServer } from '../appliance/register.ts';
import type { SensorKind } from '../protocol/sensor-registration.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';
import { machineClock } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import {
  createPrivateIdentityKey,
  type Identity,
  parsePrivateKeyText,
  toPrivateKeyText,
  toPublicKey,
  writeIdentity,
} from '../runtime/identity-file.ts';
import { createPlatformClient, Refused } from '../runtime/platform-client.ts';
import { createSensorClient } from '../runtime/sensor-client.ts';
import { createTransport, Unreachable } from '../runtime/transport.ts';
import { pinRoot } from '../runtime/verified-update/trusted-metadata.ts';
import { readSensorFacts } from './sensor-facts.ts';
import type { SensorFolder } from './sensor-folder.ts';
import { writeSensorState } from './sensor-state.ts';

export interface RegisterSensorInput {
  readonly kind: SensorKind;
  readonly data: SensorFolder;
  readonly server: string | undefined;
  readonly perscode: string | undefined;
}

const SAID: Readonly<Record<string, string>> = {
  'perscode-wrong':
    'The platform does not take this code: it is wrong, used or expired, or was made for the other kind of sensor. The console shows the right one.',
  'perscode-used': 'This code has been used already. Create a new one for the sensor in the console.',
  'perscode-expired': 'This code has expired. Create a new one for the sensor in the console.',
  'too-many-attempts': 'The platform takes no more codes from this address for now. Wait some minutes, then try again.',
};

const toExit = (error: unknown, server: string): unknown => {
  if (error instanceof Refused) return new Exit('codeRefused', SAID[error.problem.code] ?? `The platform refused: ${error.message}`);
  if (error instanceof Unreachable) return new Exit('unreachable', `The platform at ${server} cannot be reached: ${error.message}.`);
  return error;
};

const pendingKey = z.object({ server: z.string(), perscode: z.string(), privateKey: z.string() });

/** The same key for the same code: when only the answer was lost, the platform can see that it is the same sensor. */
const prepareKey = async (data: SensorFolder, server: string, perscode: string) => {
  const pending = pendingKey.safeParse(await readJsonFile(data.registration).catch(() => undefined));
  if (pending.success && pending.data.server === server && pending.data.perscode === perscode)
    return parsePrivateKeyText(pending.data.privateKey);
  const key = createPrivateIdentityKey();
  await writeAtomically(data.registration, JSON.stringify({ server, perscode, privateKey: toPrivateKeyText(key) }));
  return key;
};

/** Binds this sensor to the platform, once. */
export const registerSensor = async ({ kind, data, ...input }: RegisterSensorInput): Promise<Identity> => {
  const server = parseServer(input.server);
  const perscode = parsePerscode(input.perscode);
  const offset = createClockOffset(machineClock);
  const clientParts = { transport: createTransport(server), offset, newId: () => crypto.randomUUID() };
  try {
    const platform = await createPlatformClient(clientParts).configuration();
    if (platform.protocolVersion !== PROTOCOL_VERSION)
      throw new Exit(
        'unreachable',
        `The platform at ${server} speaks protocol ${platform.protocolVersion}; this sensor speaks ${PROTOCOL_VERSION}.`,
      );
    const privateKey = await prepareKey(data, server, perscode);
    const facts = await readSensorFacts(data.host);
    const { sensorId, configuration } = await createSensorClient(clientParts).register({
      perscode,
      publicKey: toPublicKey(privateKey),
      kind,
      facts,
    });
    const identity = { server, applianceId: sensorId, privateKey, platformKey: platform.platformKey };
    const offsetMs = offset.offsetMs();
    await writeSensorState(data.state, { kind, configuration, ...(offsetMs === undefined ? {} : { offsetMs }) });
    await writeIdentity(data.identity, identity);
    if (platform.distributionRoot !== undefined) await pinRoot(data.trust, platform.distributionRoot);
    await rm(data.registration, { force: true });
    return identity;
  } catch (error) {
    throw toExit(error, server);
  }
};
