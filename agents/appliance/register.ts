import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { REGISTRATION_REFUSALS, RegistrationResponse } from '../protocol/registration.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';
import { type Clock, machineClock } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import {
  createPrivateIdentityKey,
  parsePrivateKeyText,
  readIdentity,
  toPrivateKeyText,
  toPublicKey,
  writeIdentity,
} from '../runtime/identity-file.ts';
import { takeLock } from '../runtime/lock-file.ts';
import { createPlatformClient, type PlatformClient, Refused } from '../runtime/platform-client.ts';
import { createTransport, Unreachable } from '../runtime/transport.ts';
import { pinRoot } from '../runtime/verified-update/trusted-metadata.ts';
import { writeApplianceState } from './appliance-state.ts';
import type { DataFolder } from './data-folder.ts';
import { Exit } from './exit-code.ts';
import { readFacts } from './facts.ts';

export interface RegisterInput {
  readonly data: DataFolder;
  readonly server: string | undefined;
  readonly perscode: string | undefined;
  readonly scandVersion: string;
  /** Also where the folder is bound already. */
  readonly again?: boolean;
  readonly clock?: Clock;
}

const SAID: Readonly<Record<string, string>> = {
  'perscode-wrong':
    'The platform does not take this code: it is wrong, used or expired. The console shows the right one, or creates a new one.',
  'perscode-used': 'This code has been used already. Create a new one for the appliance in the console.',
  'perscode-expired': 'This code has expired. Create a new one for the appliance in the console.',
  'too-many-attempts': 'The platform takes no more codes from this address for now. Wait some minutes, then try again.',
} satisfies Record<(typeof REGISTRATION_REFUSALS)[number], string>;

export const parseServer = (server: string | undefined): string => {
  if (server === undefined) throw new Exit('usage', 'Name the platform: --server https://watchbill.example');
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Exit('usage', `"${server}" is not an address of a platform. It looks like https://watchbill.example`);
  return url.href.replace(/\/$/, '');
};

/** Digits, as the console shows them in groups. */
export const parsePerscode = (code: string | undefined): string => {
  if (code === undefined) throw new Exit('usage', 'Name the personalization code that the console shows: --perscode 12345678901234');
  const digits = code.replace(/[\s-]/g, '');
  if (!/^\d{14}$/.test(digits)) throw new Exit('usage', 'A personalization code has 14 digits. Copy it from the console.');
  return digits;
};

const pendingRegistration = z.object({ server: z.string(), perscode: z.string(), privateKey: z.string() });

/** The same key for the same code: when only the answer was lost, the platform can see that it is the same appliance. */
const prepareKey = async (data: DataFolder, server: string, perscode: string) => {
  const pending = pendingRegistration.safeParse(await readJsonFile(data.registration).catch(() => undefined));
  if (pending.success && pending.data.server === server && pending.data.perscode === perscode)
    return parsePrivateKeyText(pending.data.privateKey);
  const key = createPrivateIdentityKey();
  await writeAtomically(data.registration, JSON.stringify({ server, perscode, privateKey: toPrivateKeyText(key) }));
  return key;
};

const toExit = (error: unknown, server: string): unknown => {
  if (error instanceof Refused) return new Exit('codeRefused', SAID[error.problem.code] ?? `The platform refused: ${error.message}`);
  if (error instanceof Unreachable) return new Exit('unreachable', `The platform at ${server} cannot be reached: ${error.message}.`);
  return error;
};

const fetchConfiguration = async (client: PlatformClient, server: string) => {
  const platform = await client.configuration();
  if (platform.protocolVersion === PROTOCOL_VERSION) return platform;
  throw new Exit(
    'unreachable',
    `The platform at ${server} speaks protocol ${platform.protocolVersion}; this appliance speaks ${PROTOCOL_VERSION}.`,
  );
};

/** What belongs to the appliance that it was, or to another platform. */
const forgetOther = async (data: DataFolder): Promise<void> => {
  const { identity, state, spool, log, logStream, slices, commands, network, trust, packages, packageBook, downloads } = data;
  const all = [identity, state, spool, log, logStream, slices, commands, network, trust, packages, packageBook, downloads, data.signatures];
  await Promise.all(all.map((path) => rm(path, { recursive: true, force: true })));
};

const exchange = async (input: RegisterInput, server: string, perscode: string): Promise<RegistrationResponse> => {
  const { data } = input;
  const offset = createClockOffset(input.clock ?? machineClock);
  const client = createPlatformClient({ transport: createTransport(server), offset, newId: () => crypto.randomUUID() });
  const { platformKey, distributionRoot } = await fetchConfiguration(client, server);
  const privateKey = await prepareKey(data, server, perscode);
  const answer = await client.register({ perscode, publicKey: toPublicKey(privateKey), facts: readFacts(input.scandVersion) });
  const before = await readIdentity(data.identity).catch(() => undefined);
  if (before?.server !== server || before.applianceId !== answer.applianceId) await forgetOther(data);
  await writeIdentity(data.identity, { server, applianceId: answer.applianceId, privateKey, platformKey });
  if (distributionRoot !== undefined) await pinRoot(data.trust, distributionRoot);
  await rm(data.registration, { force: true });
  const offsetMs = offset.offsetMs();
  const state = {
    configuration: answer.configuration,
    ...(offsetMs === undefined ? {} : { offsetMs }),
    lastContactAt: offset.machineNow(),
  };
  await writeApplianceState(data.state, state);
  return answer;
};

/** Binds this appliance to a platform, once, unless it is told to do it again. Returns the sentence for the person at the terminal. */
export const register = async (input: RegisterInput): Promise<string> => {
  const server = parseServer(input.server);
  const perscode = parsePerscode(input.perscode);
  const release = await takeLock(input.data.lock);
  try {
    const known = await readIdentity(input.data.identity);
    if (known && input.again !== true)
      throw new Exit(
        'alreadyRegistered',
        `This appliance is registered already, with ${known.server}. Another one needs a folder of its own (--data); --again binds this one anew.`,
      );
    const { configuration } = await exchange(input, server, perscode);
    return `Registered with ${server} as "${configuration.name}". Start it with: watchbill-appliance run --data ${input.data.folder}`;
  } catch (error) {
    throw toExit(error, server);
  } finally {
    await release();
  }
};
