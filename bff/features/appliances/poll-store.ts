import type { Capacity } from '#protocol/poll';
import type { ApplianceUpdate, ApplianceVersions } from '../../domain/appliances/appliance.ts';
import { POLL_GRACE_MS } from '../../domain/appliances/health.ts';
import type { AgentToken } from '../../http/agent-auth.ts';
import type { Database } from '../../storage/database.ts';
import { createBatches } from './batches.ts';

/** One poll, as it is written down. Instants are epoch ms. */
export interface PollNote {
  readonly token: AgentToken;
  readonly now: number;
  readonly nextPollAt: number;
  readonly bootId: string;
  readonly capacity: Capacity;
  readonly versions: ApplianceVersions;
  /** Appliance clock minus platform clock, ms. */
  readonly clockOffsetMs: number;
  /** What it tells of its updates; undefined: it cannot update itself. */
  readonly updates: readonly ApplianceUpdate[] | undefined;
}

/** What one look at the database says of a poll. */
export interface PollLook {
  /** False: the token was used before. Nothing was written. */
  readonly fresh: boolean;
  readonly retired: boolean;
  /** False: another key was bound in between. */
  readonly bound: boolean;
  readonly revision: number;
  readonly rebooted: boolean;
  /** Something that people see or that decides the state is different from the poll before. */
  readonly changed: boolean;
  /** It told something of its updates that it had not told before, or runs another version. */
  readonly updated: boolean;
  /** Slices leased to it. */
  readonly leased: number;
  /** A slice waits that it may take, for which it has a free slot. */
  readonly work: boolean;
  /** A command has not ended. */
  readonly commands: boolean;
}

// The clock is noted (N6) when it moved by more than 50 ms, and once an hour.
// One statement: the token is used up, the poll written down, and everything looked up that may make the answer more
// than "nothing". The last select sees the rows as they were before (PostgreSQL: one snapshot for all parts of a `with`).
const LOOK = `
with input as (
  select * from jsonb_to_recordset($1::jsonb) as i(n int, id uuid, jti uuid, exp float8, key text, now float8, next float8,
    boot text, capacity jsonb, versions jsonb, off int, free int, updates jsonb)
), known as (
  select i.*, a.retired_at is not null as retired, a.public_key is not distinct from i.key as bound, a.revision,
    a.boot_id is not null and a.boot_id <> i.boot as rebooted,
    a.next_poll_at is null or a.next_poll_at < to_timestamp(i.now - $2) as back,
    a.versions is distinct from i.versions or a.updates is distinct from i.updates as updated, a.updates as had,
    a.capacity->'slots' is distinct from i.capacity->'slots' as other,
    coalesce(a.clock_noted_at <= to_timestamp(i.now - 3600) or abs(a.clock_noted_ms::bigint - i.off) > 50, true) as clocked
  from input i join appliance a on a.id = i.id
), used as (
  insert into used_token (appliance_id, jti, expires_at)
  select id, jti, to_timestamp(exp) from known where bound and not retired
  on conflict do nothing returning appliance_id, jti
), noted as (
  update appliance a set last_poll_at = to_timestamp(k.now), next_poll_at = to_timestamp(k.next), boot_id = k.boot,
    capacity = k.capacity, versions = k.versions, clock_offset_ms = k.off, updates = k.updates,
    clock_noted_ms = case when k.clocked then k.off else a.clock_noted_ms end,
    clock_noted_at = case when k.clocked then to_timestamp(k.now) else a.clock_noted_at end,
    online_since = case when k.back then to_timestamp(k.now) else coalesce(a.online_since, to_timestamp(k.now)) end
  from known k join used u on u.appliance_id = k.id and u.jti = k.jti
  where a.id = k.id
), clocked as (
  insert into appliance_clock (appliance_id, at, offset_ms)
  select k.id, to_timestamp(k.now), k.off from known k join used u on u.appliance_id = k.id and u.jti = k.jti
  where k.clocked on conflict do nothing
), told as (
  insert into appliance_update (appliance_id, package, at, state, from_version, to_version, reason, received_at)
  select k.id, coalesce(t->>'package', 'repository'), to_timestamp((t->>'at')::float8 / 1000), t->>'state', t->>'from', t->>'to',
    t->>'reason', to_timestamp(k.now)
  from known k join used u on u.appliance_id = k.id and u.jti = k.jti, jsonb_array_elements(k.updates) t
  where k.updates is distinct from k.had
  on conflict do nothing
)
select k.n, k.retired, k.bound, k.revision, k.rebooted, k.back or k.other or k.updated or k.rebooted as changed,
  k.updated, u.jti is not null as fresh,
  (select count(*)::int from slice s where s.appliance_id = k.id and s.state = 'leased') as leased,
  k.free > 0 and exists (
    select 1 from slice s join scan c on c.id = s.scan_id
    where s.state = 'queued' and c.state in ('queued', 'running')
      and (s.scanners->>'kind' = 'any' or s.scanners->'ids' ? k.id::text)) as work,
  exists (select 1 from appliance_command c where c.appliance_id = k.id and c.state in ('queued', 'delivered', 'running')) as commands
from known k left join used u on u.appliance_id = k.id and u.jti = k.jti`;

/** What arrives while one is written to disk is the next: a statement costs little more for many polls than for one. */
const BATCHES = { items: 200, underWay: 1 };
const UNKNOWN: PollLook = {
  fresh: false,
  retired: false,
  bound: false,
  revision: 0,
  rebooted: false,
  changed: false,
  updated: false,
  leased: 0,
  work: false,
  commands: false,
};

export interface PollStore {
  readonly look: (note: PollNote) => Promise<PollLook>;
}

export function createPollStore(db: Database): PollStore {
  const carryOut = async (notes: readonly PollNote[]): Promise<readonly PollLook[]> => {
    const { rows } = await db.$client.query<PollLook & { n: number }>({
      name: 'appliance-poll',
      text: LOOK,
      values: [JSON.stringify(notes.map(toInput)), POLL_GRACE_MS / 1000],
    });
    const looks = new Map(rows.map((row) => [row.n, row]));
    const seen = new Set<string>();
    // The same token twice in one batch: the first one has it.
    return notes.map((note, n) => {
      const token = `${note.token.applianceId} ${note.token.jti}`.toLowerCase();
      const repeated = seen.has(token);
      seen.add(token);
      const look = looks.get(n) ?? UNKNOWN;
      return repeated ? { ...look, fresh: false } : look;
    });
  };
  return { look: createBatches(carryOut, BATCHES) };
}

const toInput = (note: PollNote, n: number) => ({
  n,
  id: note.token.applianceId,
  jti: note.token.jti,
  exp: note.token.expiresAt / 1000,
  key: note.token.publicKey,
  now: note.now / 1000,
  next: note.nextPollAt / 1000,
  boot: note.bootId,
  capacity: note.capacity,
  versions: note.versions,
  off: note.clockOffsetMs,
  updates: note.updates ?? null,
  free: note.capacity.slots - note.capacity.used,
});
