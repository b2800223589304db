interface Binding {
  /** The address of the platform, without a slash at the end. */
  readonly origin: string;
  /** 14 digits, or what stands for them. */
  readonly code: string;
  /** The machine may be bound already. */
  readonly again?: boolean;
}

const words = ({ origin, code, again }: Binding) => `--server ${origin} --perscode ${code}${again === true ? ' --again' : ''}`;

/** The one line that installs the appliance as a service and binds it. */
export const installCommand = (binding: Binding): string =>
  `curl -fsSL ${binding.origin}/install/appliance | sudo sh -s -- ${words(binding)}`;

/** The same for a machine that has the program already. */
export const registerCommand = (binding: Binding): string => `watchbill-appliance register ${words(binding)}`;

interface SensorBinding extends Pick<Binding, 'origin' | 'code'> {
  readonly kind: 'general' | 'cicd';
}

/** How the server hands the sensor out, as far as it does. */
interface SensorDownload {
  readonly file: string;
  readonly path: string;
  readonly installPath?: string | undefined;
}

/** Where Docker listens; Podman's socket is named in its place. */
const ENGINE_SOCKET = '/var/run/docker.sock';

/** Binds a sensor on a machine that has the program, and runs it. */
export const sensorCommand = ({ kind, ...binding }: SensorBinding): string =>
  `watchbill-sensor ${kind} ${words(binding)} --docker ${ENGINE_SOCKET}`;

/** The one line that fetches the sensor and binds it; where the server does not hand it out, the line that binds it. */
export function sensorInstallCommand(binding: SensorBinding, download: SensorDownload | undefined): string {
  if (download === undefined) return sensorCommand(binding);
  const { kind, origin } = binding;
  if (download.installPath !== undefined) return `curl -fsSL ${origin}${download.installPath} | sudo sh -s -- ${kind} ${words(binding)}`;
  return `curl -fsSLO ${origin}${download.path} && node ${download.file} ${kind} ${words(binding)} --docker ${ENGINE_SOCKET}`;
}
