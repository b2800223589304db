import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_REGISTRY } from './reference.ts';

/** Who asks a registry. */
export type Credentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  /** Of a sign-in that gave a refresh token instead (`docker login` with a browser). */
  | { readonly kind: 'identity-token'; readonly token: string };

export type FindCredentials = (registry: string) => Promise<Credentials | undefined>;

const entry = z.object({
  auth: z.string().nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  identitytoken: z.string().nullish(),
});
const dockerConfig = z.object({ auths: z.record(z.string(), entry.nullish()).nullish() });

/** `docker login` writes the default registry under its oldest address. */
const KEYS_OF_DEFAULT = ['index.docker.io', DEFAULT_REGISTRY, 'registry-1.docker.io'];

const hostOf = (key: string): string => key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');

const toCredentials = ({ auth, username, password, identitytoken }: z.infer<typeof entry>): Credentials | undefined => {
  if (identitytoken) return { kind: 'identity-token', token: identitytoken };
  const text = auth ? Buffer.from(auth, 'base64').toString('utf8') : `${username ?? ''}:${password ?? ''}`;
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { kind: 'password', user: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
};

/** Undefined where the file is none of Docker's. */
const parseConfig = (text: string): z.infer<typeof dockerConfig> | undefined => {
  try {
    return dockerConfig.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** Docker's own place for what `docker login` learned. */
export const dockerConfigFile = (environment: NodeJS.ProcessEnv): string =>
  join(environment.DOCKER_CONFIG || join(environment.HOME || homedir(), '.docker'), 'config.json');

/**
 * The credentials of Docker's configuration file. Without the file there are none; one that is damaged is told to `onProblem`. Those
 * that a credential helper keeps are not in it, and are not asked for.
 */
export const dockerCredentials = (file: string, onProblem: (problem: string) => void): FindCredentials => {
  const read = async () => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') onProblem(`${file} cannot be read: ${error.message}.`);
      return undefined;
    });
    const config = text === undefined ? undefined : parseConfig(text);
    if (text !== undefined && config === undefined) onProblem(`${file} is not a configuration of Docker; it is left out.`);
    return config;
  };
  let reading: ReturnType<typeof read> | undefined;
  return async (registry) => {
    reading ??= read();
    const wanted = registry === DEFAULT_REGISTRY ? KEYS_OF_DEFAULT : [registry];
    const found = Object.entries((await reading)?.auths ?? {}).filter(([key]) => wanted.includes(hostOf(key)));
    return found.flatMap(([, each]) => (each ? (toCredentials(each) ?? []) : []))[0];
  };
};
