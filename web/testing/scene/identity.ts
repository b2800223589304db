/** When the scene plays: Thu 5 March 2026, 19:42 in Berlin. */
export const SCENE_NOW = '2026-03-05T18:42:00Z';
export const SCENE_NOW_MS = Date.parse(SCENE_NOW);

/** A stable UUID for the nth thing of a kind. */
export const sceneId = (kind: number, n: number): string =>
  `0190${String(kind).padStart(4, '0')}-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Minutes before (negative) or after the present of the scene. */
export const minutesFromNow = (minutes: number): string => new Date(SCENE_NOW_MS + minutes * 60_000).toISOString();

export const PEOPLE = {
  MO: { id: 'user-mo', name: 'Mara Okafor' },
  JK: { id: 'user-jk', name: 'Jonas Keller' },
  AT: { id: 'user-at', name: 'Aiko Tanaka' },
  SI: { id: 'user-si', name: 'Sana Iyer' },
  LB: { id: 'user-lb', name: 'Lena Brandt' },
} as const;

export const PROFILES = [
  {
    id: sceneId(4, 1),
    revision: 1,
    name: 'Full, authenticated',
    engine: 'auto' as const,
    ports: '1-65535',
    intensity: 'normal' as const,
    hostTimeoutMinutes: 60,
    isDefault: true,
  },
  {
    id: sceneId(4, 2),
    revision: 1,
    name: 'Quick, no log-in, 100 ports',
    engine: 'auto' as const,
    ports: 'top-100',
    intensity: 'normal' as const,
    hostTimeoutMinutes: 15,
    isDefault: false,
  },
];

/** Hexadecimal digits of the nth thing: always the same ones. */
export const sceneHex = (seed: number, digits: number): string =>
  Array.from({ length: digits }, (_, index) => ((seed * 7 + index * index * 3 + index * seed) % 16).toString(16)).join('');
