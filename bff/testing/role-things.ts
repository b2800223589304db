import { addContainerThing } from './role-containers.ts';
import { call, HOST, type Place, type RoleName, type RoleWorld } from './role-world.ts';

/** A thing that somebody asks for. */
export interface Thing {
  readonly id: string;
  /** The only one of its kind that is called so. */
  readonly title: string;
}

export type Kind = 'schedule' | 'scan' | 'ledger row' | 'group' | 'asset' | 'asset group' | 'tag' | 'sensor' | 'image' | 'container';

export const PATHS: Record<Exclude<Kind, 'ledger row'>, string> = {
  schedule: '/schedules',
  scan: '/scans',
  group: '/distribution-groups',
  asset: '/assets',
  'asset group': '/asset-groups',
  tag: '/tags',
  sensor: '/sensors',
  image: '/images',
  container: '/containers',
};

export const PLAN = {
  start: '2026-03-06T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
};

/** What is sent to make or replace a thing of this kind. */
export function bodyOf(kind: Kind, title: string, host: string): Record<string, unknown> {
  const aimed = { title, target: { kind: 'hosts', include: [host] }, scanners: { kind: 'any' } };
  if (kind === 'schedule') return { ...aimed, ...PLAN };
  if (kind === 'scan') return aimed;
  if (kind === 'group') return { name: title, emails: ['ops@example.org'] };
  if (kind === 'tag') return { name: title, rule: { kind: 'network', ranges: [host] } };
  if (kind === 'sensor') return { name: title, kind: 'general' };
  return { name: title, entries: [host] };
}

/** Makes things, as those who own them: a new one each time, or one that all share who only look or are refused. */
export function roleThings(world: RoleWorld) {
  const { app, people, units } = world;
  const known = new Map<string, Promise<Thing>>();
  let count = 0;
  const hostFor = (place: Place, asker: RoleName): string => {
    const { businessUnitId } = world.owner(place, asker).actor;
    if (place !== 'own') return HOST[place];
    return businessUnitId === undefined ? HOST.account : businessUnitId === units.A ? HOST.A : HOST.B;
  };
  const named = (kind: Kind) => {
    count += 1;
    return `${kind} no ${String(count).padStart(4, '0')}`;
  };

  async function asset(place: Exclude<Place, 'own'>): Promise<Thing> {
    count += 1;
    const title = HOST[place].replace('.0.7', `.${1 + (count >> 8)}.${count & 255}`);
    await people.primary.client.assets.import({ csv: `address\n${title}` });
    const { items } = await people.primary.client.assets.list({ query: `network:${title}` });
    return { id: items[0]!.id, title };
  }

  async function ledgerRow(place: Place, asker: RoleName, held: boolean): Promise<Thing> {
    const schedule = await make('schedule', place, asker);
    return { id: await world.addLaunch(schedule, '2026-03-04', held), title: schedule.title };
  }

  const unitOf = (place: Place) => (place === 'A' || place === 'B' ? units[place] : null);

  async function make(kind: Kind, place: Place, asker: RoleName, held = false): Promise<Thing> {
    if (kind === 'ledger row') return ledgerRow(place, asker, held);
    if (kind === 'asset') return asset(place as Exclude<Place, 'own'>);
    const title = named(kind);
    if (kind === 'image' || kind === 'container') return addContainerThing(world, kind, unitOf(place), title);
    const unit = (kind === 'asset group' || kind === 'sensor') && (place === 'A' || place === 'B') ? { businessUnitId: units[place] } : {};
    const maker = kind === 'asset group' || kind === 'tag' || kind === 'sensor' ? people.primary : world.owner(place, asker);
    const { status, text, body } = await call(maker, `POST ${PATHS[kind]}`, { ...bodyOf(kind, title, hostFor(place, asker)), ...unit });
    if (status !== 201) throw new Error(`${kind} of ${place}: ${status} ${text}`);
    return { id: body.id, title };
  }

  return {
    ...{ app, hostFor, named, make },
    /** The one of this place that nobody changes. */
    shared: (kind: Kind, place: Place, asker: RoleName): Promise<Thing> => {
      const key = `${kind} ${place === 'own' ? `own ${asker}` : place}`;
      const thing = known.get(key) ?? make(kind, place, asker);
      known.set(key, thing);
      return thing;
    },
  };
}
