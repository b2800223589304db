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

/** Where Docker listens; Podman's socket is named in its place. */
const ENGINE_SOCKET = '/var/run/docker.sock';
const SENSOR_FOLDER = '/opt/watchbill-sensor';

/** Binds a sensor on a machine that has the program, and runs it. */
export const sensorCommand = ({ kind, ...binding }: SensorBinding): string =>
  `sudo node ${SENSOR_FOLDER}/watchbill-sensor.mjs ${kind} ${words(binding)} --docker ${ENGINE_SOCKET}`;

/** Fetches the sensor and makes it a service, which is neither bound nor started yet. `path`: of the archive on the platform. */
export const sensorFetchCommand = (origin: string, path: string): string =>
  [
    `sudo mkdir -p ${SENSOR_FOLDER}`,
    `curl -fsSL ${origin}${path} | sudo tar -xzC ${SENSOR_FOLDER}`,
    `sudo cp ${SENSOR_FOLDER}/watchbill-sensor@.service /etc/systemd/system/`,
  ].join(' && ');

/** The one line that installs the sensor as a service, binds it and starts it. */
export const sensorInstallCommand = (binding: SensorBinding, path: string): string =>
  [
    sensorFetchCommand(binding.origin, path),
    `${sensorCommand(binding)} --register`,
    `sudo systemctl enable --now watchbill-sensor@${binding.kind}`,
  ].join(' && ');
