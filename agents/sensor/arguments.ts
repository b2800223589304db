import { parseArgs } from 'node:util';
import { Exit } from '../appliance/exit-code.ts';
import { SENSOR_KINDS, type SensorKind } from '../protocol/sensor-registration.ts';
import { defaultSensorFolder } from './sensor-folder.ts';

export interface SensorArguments {
  readonly command: SensorKind | 'help' | 'version';
  readonly data: string;
  readonly server: string | undefined;
  readonly perscode: string | undefined;
  readonly socketPath: string;
  readonly followParent: boolean;
  /** Binds it and ends: a service starts it. */
  readonly registerOnly: boolean;
}

const OPTIONS = {
  server: { type: 'string' },
  perscode: { type: 'string' },
  docker: { type: 'string' },
  data: { type: 'string' },
  'follow-parent': { type: 'boolean' },
  register: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const DEFAULT_SOCKET = '/var/run/docker.sock';

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new Exit('usage', `${sentence?.replace(/\.$/, '')}. \`watchbill-sensor --help\` lists what it takes.`);
  }
};

/** A path, or `unix://` and a path as in DOCKER_HOST. */
const parseSocket = (text: string): string => {
  const path = text.replace(/^unix:\/\//, '');
  if (path.startsWith('/')) return path;
  throw new Exit(
    'usage',
    `"${text}" is not the path of a socket. It looks like ${DEFAULT_SOCKET}. Engines are followed over their unix socket only.`,
  );
};

export const parseSensorArguments = (words: readonly string[], environment: NodeJS.ProcessEnv, isRoot: boolean): SensorArguments => {
  const { values, positionals } = parse(words);
  const [name, ...rest] = positionals;
  const about = {
    server: values.server,
    perscode: values.perscode,
    followParent: values['follow-parent'] ?? false,
    registerOnly: values.register ?? false,
  };
  if (values.version) return { ...about, command: 'version', data: '', socketPath: '' };
  if (values.help || name === undefined || name === 'help') return { ...about, command: 'help', data: '', socketPath: '' };
  const kind = SENSOR_KINDS.find((each) => each === name);
  if (kind === undefined || rest.length > 0)
    throw new Exit('usage', `"${positionals.join(' ')}" is no kind of sensor. The kinds are ${SENSOR_KINDS.join(' and ')}.`);
  const socketPath = parseSocket(values.docker ?? environment.DOCKER_HOST ?? DEFAULT_SOCKET);
  return { ...about, command: kind, data: values.data ?? defaultSensorFolder(kind, environment, isRoot), socketPath };
};
