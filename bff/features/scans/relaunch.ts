import type { Relaunch } from '../../contract/scans.ts';
import { can } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import { describeInstant } from '../../domain/time/describe-instant.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { readAppliances, readProfile, readScheduleSince, type ScheduleSince, stillThere } from './relaunch-store.ts';
import { viewScan } from './scan-list-store.ts';
import type { ScanRow } from './scan-store.ts';

type Draft = Relaunch['draft'];
/** A part of the draft, and what had to be left out of it. */
interface Part<T> {
  readonly value: T;
  readonly warnings: readonly string[];
}

/** What launching a scan again would take. Tags are prefilled only if its schedule was not updated since (seed S13). */
export function createRelaunch({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  return async (actor: Actor, id: string): Promise<Relaunch> => {
    const view = await viewScan(db, actor, id);
    if (view === undefined) throw refuse.notFound('scan');
    const { row } = view;
    if (!can(actor, 'scans.launch', { ownerId: row.ownerId, businessUnitId: row.businessUnitId ?? undefined })) throw refuse.notPermitted();
    const since = row.scheduleId === null ? undefined : await readScheduleSince(db, row.scheduleId, row.scheduleRevision ?? 1);
    const hasTags = row.target.kind !== 'hosts';
    const left = hasTags && since?.updated !== undefined;
    const target = await targetOf(db, left ? withoutTags(row.target) : row.target);
    const scanners = await scannersOf(db, row);
    const profile = await readProfile(db, row.optionProfileId);
    const lost = profile?.removed === true ? [`The option profile “${profile.name}” was deleted: the default takes its place.`] : [];
    const reason = reasonOf(since, { left, timeZone: row.timeZone ?? 'UTC', now: clock() });
    return {
      draft: {
        ...{ title: row.title, target: target.value, scanners: scanners.value, priority: row.priority },
        ...(lost.length === 0 && { optionProfileId: row.optionProfileId }),
        ...(row.duration !== null && { duration: row.duration as Draft['duration'] }),
      },
      tagsPrefilled: hasTags && !left,
      ...(reason !== undefined && { reason }),
      warnings: [...target.warnings, ...scanners.warnings, ...lost],
    };
  };
}

function withoutTags(target: ScheduleTarget): ScheduleTarget {
  if (target.kind === 'hosts') return target;
  const { exclude: _, ...kept } = target;
  return { ...kept, include: { match: target.include.match, tagIds: [] } };
}

interface Telling {
  readonly left: boolean;
  readonly timeZone: string;
  readonly now: ReturnType<Clock>;
}

function reasonOf(since: ScheduleSince | undefined, { left, timeZone, now }: Telling): string | undefined {
  if (left && since?.updated !== undefined) {
    const when = describeInstant(since.updated.at, timeZone, now);
    return `${since.updated.by} updated the schedule of this scan, ${when}. Its tags may not be what this scan had: they are left out. Choose the tags to scan.`;
  }
  if (since?.exists === false) return 'The schedule of this scan was deleted. The page is filled in with what the scan had.';
  return undefined;
}

async function targetOf(db: Database, target: ScheduleTarget): Promise<Part<Draft['target']>> {
  if (target.kind === 'hosts') {
    const there = await stillThere(db, 'asset group', target.assetGroupIds);
    const { kept, warnings } = keep(target.assetGroupIds, there, 'asset group');
    return { value: { kind: 'hosts', include: [...target.include], exclude: [...target.exclude], assetGroupIds: kept }, warnings };
  }
  const ids = [...target.include.tagIds, ...(target.exclude?.tagIds ?? [])];
  const there = await stillThere(db, 'tag', ids);
  const include = keep(target.include.tagIds, there, 'tag');
  const exclude = keep(target.exclude?.tagIds ?? [], there, 'tag to exclude');
  const tags = {
    include: { match: target.include.match, tagIds: include.kept },
    ...(target.exclude !== undefined && { exclude: { match: target.exclude.match, tagIds: exclude.kept } }),
  };
  const warnings = [...include.warnings, ...exclude.warnings];
  if (target.kind === 'tags') return { value: { kind: 'tags', ...tags }, warnings };
  const connected = (await stillThere(db, 'connector', [target.connectorId])).has(target.connectorId);
  const value = { kind: 'cloud' as const, connectorId: target.connectorId, ...tags };
  return { value, warnings: connected ? warnings : [...warnings, 'The connector of the scan was deleted: choose another.'] };
}

function keep(ids: readonly string[], there: ReadonlySet<string>, noun: string): { kept: string[]; warnings: string[] } {
  const kept = ids.filter((id) => there.has(id));
  const gone = ids.length - kept.length;
  return { kept, warnings: gone === 0 ? [] : [`${gone} ${noun}${gone === 1 ? ' was' : 's were'} deleted since and left out.`] };
}

async function scannersOf(db: Database, { scanners }: ScanRow): Promise<Part<Draft['scanners']>> {
  if (scanners.kind === 'any') return { value: { kind: 'any' }, warnings: [] };
  const known = await readAppliances(db, scanners.ids);
  const ids = known.filter(({ retired }) => !retired).map(({ id }) => id);
  const warnings = known.filter(({ retired }) => retired).map(({ name }) => `The appliance ${name} is retired and left out.`);
  const deleted = scanners.ids.length - known.length;
  const all = [...warnings, ...(deleted > 0 ? [`${deleted} of its appliances no longer exist.`] : [])];
  return { value: ids.length === 0 ? { kind: 'any' } : { kind: 'appliances', ids }, warnings: all };
}
