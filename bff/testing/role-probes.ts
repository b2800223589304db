import { bodyOf, type Kind, PATHS, PLAN, roleThings, type Thing } from './role-things.ts';
import { call, type Place, type RoleName, type RoleWorld } from './role-world.ts';

/** One cell of the matrix: who asks, of whose thing, and what the table says. */
export interface Cell {
  readonly kind: Kind;
  readonly place: Place;
  readonly asker: RoleName;
  readonly expected: string;
}

/** Tries it over HTTP and answers what came of it: `yes`, `absent`, or the status. */
type Probe = (cell: Cell) => Promise<string>;

const yesOr = ({ status }: { status: number }): string => (status < 300 ? 'yes' : String(status));
const shown = (present: boolean): string => (present ? 'yes' : 'absent');
const pathOf = (kind: Kind, id: string): string => `${PATHS[kind as keyof typeof PATHS]}/${id}`;
const DAYS = 'from=2026-03-04&to=2026-03-09&timeZone=UTC';

/** Every action of the matrix, by name. */
export function roleProbes(world: RoleWorld): Record<string, Probe> {
  const tools = probeTools(world);
  return { ...lists(tools), ...reads(tools), ...makes(tools), ...changes(tools), ...controls(tools) };
}

type Tools = ReturnType<typeof probeTools>;

function probeTools(world: RoleWorld) {
  const things = roleThings(world);
  const { people } = world;

  /** What changes a thing is tried on a new one where it shall succeed; where not, on the shared one, which must stay as it is. */
  const writing =
    (attempt: (thing: Thing, cell: Cell) => Promise<string>): Probe =>
    async (cell) => {
      const { kind, place, asker, expected } = cell;
      if (expected === 'yes') return attempt(await things.make(kind, place, asker), cell);
      const thing = await things.shared(kind, place, asker);
      const read = async () => (await call(people.primary, `GET ${pathOf(kind, thing.id)}`)).text;
      const before = await read();
      const outcome = await attempt(thing, cell);
      return (await read()) === before ? outcome : `${outcome}, but it changed`;
    };
  const sending = (method: string, suffix = '', json?: unknown): Probe =>
    writing(async ({ id }, { kind, asker }) => yesOr(await call(people[asker], `${method} ${pathOf(kind, id)}${suffix}`, json)));
  return { world, things, people, writing, sending };
}

function lists({ things, people }: Tools) {
  const list: Probe = async ({ kind, place, asker }) => {
    const { id } = await things.shared(kind, place, asker);
    const path = kind === 'ledger row' ? '/launches' : PATHS[kind];
    const { status, body } = await call(people[asker], `GET ${path}?limit=200`);
    if (status !== 200) return String(status);
    if (body.total.count !== body.items.length) return `${body.items.length} shown, ${body.total.count} counted`;
    return shown(body.items.some((item: Thing) => item.id === id));
  };

  const file: Probe = async ({ kind, place, asker }) => {
    const { title } = await things.shared(kind, place, asker);
    const path = kind === 'ledger row' ? '/launches' : PATHS[kind];
    const { status, text } = await call(people[asker], `GET ${path}/export`);
    return status === 200 ? shown(text.includes(title)) : String(status);
  };

  const calendar =
    (planned: boolean): Probe =>
    async ({ place, asker }) => {
      const { title } = await things.shared(planned ? 'schedule' : 'ledger row', place, asker);
      const { status, body } = await call(people[asker], `GET /calendar?${DAYS}`);
      if (status !== 200) return String(status);
      const counted = body.days.reduce((sum: number, { total }: { total: number }) => sum + total, 0);
      if (counted !== body.entries.length) return `${body.entries.length} shown, ${counted} counted`;
      const own = body.entries.filter((entry: Thing & { verdict: string }) => entry.title === title);
      return shown(own.some(({ verdict }: { verdict: string }) => (verdict === 'planned') === planned));
    };

  return { list, 'export CSV': file, calendar: calendar(true), 'past calendar': calendar(false) };
}

function reads({ things, people }: Tools) {
  const reading =
    (suffix = '', json?: unknown): Probe =>
    async ({ kind, place, asker }) => {
      const { id } = await things.shared(kind, place, asker);
      return yesOr(await call(people[asker], `${json === undefined ? 'GET' : 'POST'} ${pathOf(kind, id)}${suffix}`, json));
    };

  const bulkByFilter: Probe = async ({ kind, place, asker }) => {
    const { id, title } = await things.shared(kind, place, asker);
    const json = { selection: { query: `title:"${title}"` }, change: { kind: 'deactivate' } };
    const { status, body } = await call(people[asker], 'POST /schedules/bulk/preview', json);
    return status === 200 ? shown(body.rows.some((row: Thing) => row.id === id)) : String(status);
  };

  /** Whether a tag that an asset of that place carries counts it. */
  const assetCount: Probe = async ({ place, asker }) => {
    const { title } = await things.shared('asset', place, asker);
    const { id } = await people.primary.client.tags.create({ name: things.named('tag'), rule: { kind: 'network', ranges: [title] } });
    const { body } = await call(people[asker], `GET /tags/${id}`);
    return shown(body.assetCount === 1);
  };

  return {
    ...{ read: reading(), ledger: reading('/launches'), diff: reading('/diff', PLAN) },
    ...{ slices: reading('/slices'), results: reading('/results'), report: reading('/report?format=json') },
    ...{ findings: reading('/findings'), triggers: reading('/triggers') },
    ...{ 'bulk by filter': bulkByFilter, 'asset count': assetCount },
  };
}

function makes({ world, things, people }: Tools) {
  const create: Probe = async ({ kind, asker }) => {
    const { businessUnitId } = people[asker].actor;
    const body = bodyOf(kind, things.named(kind), things.hostFor('own', asker));
    const unit = kind === 'asset group' && businessUnitId !== undefined ? { businessUnitId } : {};
    return yesOr(await call(people[asker], `POST ${PATHS[kind as keyof typeof PATHS]}`, { ...body, ...unit }));
  };

  /** For somebody of that place, who is to own it. */
  const createFor: Probe = async ({ kind, place, asker }) => {
    const ownerId = world.owner(place, asker).actor.userId;
    const body = { ...bodyOf(kind, things.named(kind), things.hostFor(place, asker)), ownerId };
    return yesOr(await call(people[asker], `POST ${PATHS[kind as keyof typeof PATHS]}`, body));
  };

  return { create, 'create for': createFor };
}

function changes({ things, people, writing, sending }: Tools) {
  const replace = writing(async ({ id, title }, { kind, place, asker }) => {
    const { revision, ...known } = (await call(people.primary, `GET ${pathOf(kind, id)}`)).body;
    const unit = kind === 'asset group' && known.businessUnitId !== undefined ? { businessUnitId: known.businessUnitId } : {};
    const body = { ...bodyOf(kind, `${title} x`, things.hostFor(place, asker)), ...unit, revision };
    return yesOr(await call(people[asker], `PUT ${pathOf(kind, id)}`, body));
  });

  const bulk = writing(async ({ id }, { asker }) => {
    const json = { selection: { ids: [id] }, change: { kind: 'deactivate' } };
    const { status, body } = await call(people[asker], 'POST /schedules/bulk', json);
    if (status !== 200) return String(status);
    return body.rows[0].result === 'done' ? 'yes' : body.rows[0].title === undefined ? '404' : '403';
  });

  const rename = writing(async ({ id, title }, { kind, asker }) =>
    yesOr(await call(people[asker], `PATCH ${pathOf(kind, id)}`, { revision: 1, name: `${title} x` })),
  );

  return {
    ...{ rename, retire: sending('POST', '/retire'), rescan: sending('POST', '/rescan') },
    ...{ edit: replace, bulk, delete: sending('DELETE'), 'assign tags': sending('PATCH', '', { tagIds: [] }) },
    ...{ activate: sending('POST', '/activate'), deactivate: sending('POST', '/deactivate'), launch: sending('POST', '/launch') },
  };
}

function controls({ world, things, people, writing, sending }: Tools) {
  const control = (state: 'running' | 'paused', action: string): Probe =>
    writing(async ({ id }, { asker, expected }) => {
      if (expected === 'yes') await world.setScanState(id, state);
      return yesOr(await call(people[asker], `POST /scans/${id}/${action}`));
    });

  const release =
    (action: 'release' | 'decline'): Probe =>
    async ({ kind, place, asker }) => {
      const { id } = await things.make(kind, place, asker, true);
      const { status, body } = await call(people[asker], `POST /launches/held/${action}`, { launchIds: [id] });
      return status === 200 ? shown((body.released ?? body.declined) === 1) : String(status);
    };

  return {
    ...{ pause: control('running', 'pause'), resume: control('paused', 'resume'), cancel: sending('POST', '/cancel') },
    ...{ 'release held': release('release'), 'decline held': release('decline') },
  };
}
