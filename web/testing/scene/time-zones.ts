import type { TimeZone } from '#contract/profiles';

interface Line {
  readonly id: string;
  readonly offset: string;
  readonly country: string;
  readonly name: string;
  readonly abbreviation: string;
  readonly observesDst: boolean;
  readonly keywords: readonly string[];
}

const LINES: readonly Line[] = [
  {
    id: 'America/Los_Angeles',
    offset: '-08:00',
    country: 'United States',
    name: 'California (Pacific Standard Time)',
    abbreviation: 'PST',
    observesDst: true,
    keywords: ['San Francisco', 'PDT'],
  },
  {
    id: 'Europe/Berlin',
    offset: '+01:00',
    country: 'Germany',
    name: 'Berlin (Central European Standard Time)',
    abbreviation: 'CET',
    observesDst: true,
    keywords: ['CEST'],
  },
  {
    id: 'Asia/Tokyo',
    offset: '+09:00',
    country: 'Japan',
    name: 'Tokyo (Japan Standard Time)',
    abbreviation: 'JST',
    observesDst: false,
    keywords: [],
  },
];

/** Three of the supported zones: two that change their clocks, one that does not. */
export const SCENE_ZONES: readonly TimeZone[] = LINES.map(({ id, offset, country, name, abbreviation, observesDst, keywords }) => ({
  id,
  label: `(GMT ${offset}) ${country}, ${name}`,
  standardOffset: offset,
  observesDst,
  country,
  countryCode: 'XX',
  place: id.split('/').at(-1)?.replaceAll('_', ' ') ?? '',
  abbreviation,
  keywords: [...keywords],
}));
