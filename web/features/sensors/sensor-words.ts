import type { Sensor } from '#contract/sensors';

export const KINDS: Readonly<Record<Sensor['kind'], { readonly word: string; readonly about: string }>> = {
  general: { word: 'General', about: 'Follows one container host: every image that comes to it, and every container that runs there.' },
  cicd: { word: 'CI/CD', about: 'Scans in a pipeline, and there only the images that carry the trigger tag.' },
};

/** `docker 20.10.24`, and what keeps it from being followed. */
export function engineInWords({ engine }: Pick<Sensor, 'engine'>): string {
  if (engine === undefined) return 'no engine';
  return `${engine.name} ${engine.version}${engine.connected ? '' : ', not connected'}`;
}
