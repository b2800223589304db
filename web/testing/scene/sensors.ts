import type { Sensor } from '#contract/sensors';
import { minutesFromNow, sceneId } from './identity.ts';

const DEBIAN = 'Debian GNU/Linux 12 (bookworm)';

const SENSORS: readonly Partial<Sensor>[] = [
  {
    name: 'fra-docker-01',
    kind: 'general',
    state: 'online',
    stateReason: 'checked in 20 s ago',
    hostName: 'fra-docker-01.corp.example',
    imagesCount: 84,
    containersCount: 61,
  },
  {
    name: 'build-07',
    kind: 'cicd',
    state: 'online',
    stateReason: 'checked in 41 s ago',
    hostName: 'build-07',
    imagesCount: 12,
    containersCount: 0,
    updateAvailable: '1.1.0',
  },
  {
    name: 'lon-podman',
    kind: 'general',
    state: 'offline',
    stateReason: 'two check-ins missed, since 18:12',
    hostName: 'lon-podman',
    imagesCount: 9,
    containersCount: 4,
  },
  {
    name: 'gru-docker',
    kind: 'general',
    state: 'never-connected',
    stateReason: 'its code was not used yet',
    imagesCount: 0,
    containersCount: 0,
  },
];

/** Four sensors in as many states. */
export const SCENE_SENSORS: readonly Sensor[] = SENSORS.map((line, index) => ({
  ...{
    id: sceneId(21, index),
    revision: 1,
    name: '',
    kind: 'general',
    state: 'online',
    stateReason: '',
    imagesCount: 0,
    containersCount: 0,
  },
  addresses: line.hostName === undefined ? [] : [`10.40.0.${index + 4}`],
  createdAt: minutesFromNow(-60 * 24 * 20),
  ...(line.hostName === undefined
    ? { codeExpiresAt: minutesFromNow(60 * 40) }
    : {
        version: '1.0.3',
        platform: 'linux x64',
        registeredAt: minutesFromNow(-60 * 24 * 19),
        lastCheckInAt: minutesFromNow(line.state === 'offline' ? -30 : -0.5),
        lastReportAt: minutesFromNow(-4),
        manifestVersion: '2026.03.05-2',
        engine: {
          name: line.name === 'lon-podman' ? 'podman' : 'docker',
          version: '20.10.24',
          operatingSystem: DEBIAN,
          connected: line.state !== 'offline',
          ...(line.state === 'offline' && { problem: 'connect ENOENT /run/podman/podman.sock' }),
        },
      }),
  ...line,
}));
