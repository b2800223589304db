import type { BulkChange, BulkPreview, BulkPreviewRow, BulkResult, BulkResultRow } from '../../contract/schedule-bulk.ts';
import { BULK_LIMIT } from '../../contract/schedule-bulk.ts';
import { can } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import { findZone } from '../../domain/time/find-zone.ts';
import { DAY_MS, plus, toIso } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Log } from '../../log.ts';
import type { Executor } from '../../storage/database.ts';
import { SCHEDULE_TERMS } from '../../storage/schedule-filter.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { type BulkFacts, bulkOutcome, refused } from './bulk-outcome.ts';
import { previewRow } from './bulk-preview-row.ts';
import { idsMatching, lockSchedules, readSchedules } from './bulk-store.ts';
import { applianceIssues, profileIssues } from './check-input.ts';
import { unfinishedScans } from './launch-store.ts';
import { matchingSchedules } from './list-store.ts';
import { DIFF_DAYS } from './preview.ts';
import { removeLocked, type SchedulesDeps, writeChange } from './saving.ts';
import { readReferences, type ScheduleRow } from './store.ts';

export interface BulkDeps extends SchedulesDeps {
  readonly launchByHand: (actor: Actor, id: string) => Promise<unknown>;
  /** Told of what went wrong with one schedule without being anybody's fault. */
  readonly log: Pick<Log, 'error'>;
}

interface BulkRequest {
  readonly selection: { readonly ids: readonly string[] } | { readonly query: string };
  readonly change: BulkChange;
}
type CarryOutRequest = BulkRequest & { readonly revisions?: Readonly<Record<string, number>> | undefined };

/** Rows read at once for a preview: in between others get their turn. */
const PREVIEW_BATCH = 250;
/** Rows changed in one transaction: their locks are held for a fraction of a second. */
const CHANGE_BATCH = 50;

export type BulkService = ReturnType<typeof createBulkService>;

/** Actions on many schedules: first the outcome for each, then each for itself, wholly or not at all. */
export function createBulkService(deps: BulkDeps) {
  return {
    preview: async (actor: Actor, request: BulkRequest): Promise<BulkPreview> => {
      const { ids, change, facts } = await prepare(deps, actor, request);
      const [from, to] = [facts.now, plus(facts.now, DIFF_DAYS * DAY_MS)];
      const rows: BulkPreviewRow[] = [];
      for (const batch of batchesOf(ids, PREVIEW_BATCH)) {
        const found = visibleOf(await readSchedules(deps.db, batch), actor);
        const seen = { ...facts, unfinished: await unfinishedScans(deps.db, batch) };
        for (const id of batch) {
          const row = found.get(id);
          rows.push(previewRow(id, row, row === undefined ? notFound : bulkOutcome(row, change, seen), { from, to }));
        }
        facts.slotsLeft = seen.slotsLeft;
      }
      return { rows, from: toIso(from), to: toIso(to), totals: totalsOf(rows) };
    },

    carryOut: async (actor: Actor, request: CarryOutRequest): Promise<BulkResult> => {
      const { ids, change, facts } = await prepare(deps, actor, request);
      const rows: BulkResultRow[] = [];
      const once = { change, facts, revisions: request.revisions ?? {} };
      for (const batch of batchesOf(ids, change.kind === 'launch' ? 1 : CHANGE_BATCH)) rows.push(...(await changeBatch(deps, batch, once)));
      const count = (result: BulkResultRow['result']) => rows.filter((row) => row.result === result).length;
      return { rows, totals: { done: count('done'), unchanged: count('unchanged'), refused: count('refused') } };
    },
  };
}

const notFound = refused('There is no such schedule, or it is not yours to see');

const visibleOf = (rows: ReadonlyMap<string, ScheduleRow>, actor: Actor): ReadonlyMap<string, ScheduleRow> =>
  new Map(
    [...rows].filter(([, row]) => can(actor, 'schedules.read', { ownerId: row.ownerId, businessUnitId: row.businessUnitId ?? undefined })),
  );

function* batchesOf(ids: readonly string[], size: number): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += size) yield ids.slice(from, from + size);
}

/** What is known before the first schedule is looked at. A change that fits no schedule at all is refused here. */
async function prepare(deps: BulkDeps, actor: Actor, { selection, change: asked }: BulkRequest) {
  const { db, clock, setup, scans } = deps;
  const now = clock();
  const ids = 'ids' in selection ? [...new Set(selection.ids)] : await idsOf(db, { actor, now, query: selection.query });
  const { change, references } = await settleChange(db, actor, asked);
  const rules = await setup.scheduledScans(db);
  const slotsLeft = change.kind === 'launch' ? rules.maxConcurrentScans - (await scans.countActive(db)) : 0;
  const facts: BulkFacts = { actor, now, setup: rules, references, unfinished: new Map(), slotsLeft };
  return { ids, change, facts };
}

async function idsOf(executor: Executor, { query, ...who }: Pick<BulkFacts, 'actor' | 'now'> & { query: string }): Promise<string[]> {
  const { filter } = unwrap({ filter: parseListFilter(query, SCHEDULE_TERMS) });
  const ids = await idsMatching(executor, matchingSchedules({ ...who, filter }), BULK_LIMIT + 1);
  if (ids.length <= BULK_LIMIT) return ids;
  const message = `More than ${BULK_LIMIT} schedules match: narrow the filter, or change them in parts`;
  throw refuse.invalid([{ path: ['selection', 'query'], code: 'too-many', message }]);
}

async function settleChange(executor: Executor, actor: Actor, change: BulkChange) {
  const edit = change.kind === 'edit' ? change : undefined;
  const applianceIds = edit?.scanners?.kind === 'appliances' ? edit.scanners.ids : [];
  const ownerId = change.kind === 'owner' ? change.ownerId : actor.userId;
  const references = await readReferences(executor, { profileId: edit?.optionProfileId, applianceIds, ownerId });
  const issues: Issue[] = [...profileIssues(edit?.optionProfileId, references), ...applianceIssues(applianceIds, references)];
  const zone = edit?.timeZone === undefined ? undefined : findZone(edit.timeZone);
  if (zone?.ok === false) issues.push({ path: ['timeZone'], code: zone.error.code, message: zone.error.message });
  if (references.owner === undefined)
    issues.push({ path: ['ownerId'], code: 'owner-unknown', message: 'There is no such person: choose an owner from the list' });
  if (issues.length > 0) throw refuse.invalid(issues.map((issue) => ({ ...issue, path: ['change', ...issue.path] })));
  return { change: edit !== undefined && zone?.ok ? { ...edit, timeZone: zone.value } : change, references };
}

function totalsOf(rows: readonly BulkPreviewRow[]): BulkPreview['totals'] {
  const totals = { willChange: 0, unchanged: 0, refused: 0, added: 0, moved: 0, lost: 0 };
  for (const row of rows) {
    totals[row.outcome === 'will-change' ? 'willChange' : row.outcome] += 1;
    totals.added += row.added;
    totals.moved += row.moved;
    totals.lost += row.lost;
  }
  return totals;
}

interface Once {
  readonly change: BulkChange;
  readonly facts: BulkFacts;
  readonly revisions: Readonly<Record<string, number>>;
}

/** One transaction for a few schedules. Should it fail, each of them gets its own, so that one cannot undo the others. */
async function changeBatch(deps: BulkDeps, ids: readonly string[], once: Once): Promise<BulkResultRow[]> {
  if (once.change.kind === 'launch') return Promise.all(ids.map((id) => launchOne(deps, id, once)));
  try {
    return await deps.uow((work) => changeLocked(work, ids, once, deps));
  } catch (error) {
    const [only] = ids;
    if (only === undefined || ids.length > 1) {
      const each: BulkResultRow[] = [];
      for (const id of ids) each.push(...(await changeBatch(deps, [id], once)));
      return each;
    }
    deps.log.error({ err: error, scheduleId: only }, 'a bulk action failed on a schedule');
    return [{ id: only, result: 'refused', message: 'It could not be saved, and nothing of it was changed: try it again' }];
  }
}

async function changeLocked(work: Work, ids: readonly string[], once: Once, { clock }: BulkDeps): Promise<BulkResultRow[]> {
  const now = clock();
  const found = visibleOf(await lockSchedules(work.tx, ids), once.facts.actor);
  const facts = { ...once.facts, now, unfinished: await unfinishedScans(work.tx, ids) };
  const results: BulkResultRow[] = [];
  for (const id of ids) results.push(await changeOne(work, { id, row: found.get(id) }, { ...once, facts }));
  return results;
}

interface LockedRow {
  readonly id: string;
  readonly row: ScheduleRow | undefined;
}

async function changeOne(work: Work, { id, row }: LockedRow, { change, facts, revisions }: Once): Promise<BulkResultRow> {
  if (row === undefined) return { id, result: 'refused', message: notFound.kind === 'refused' ? notFound.message : '' };
  const { title } = row;
  const stale = revisions[id] !== undefined && revisions[id] !== row.revision;
  const outcome = stale ? refused('Somebody changed it in between: look at it again') : bulkOutcome(row, change, facts);
  if (outcome.kind === 'refused' || outcome.kind === 'unchanged') return { id, title, result: outcome.kind, message: outcome.message };
  const { actor, now } = facts;
  if (outcome.kind === 'write') await writeChange(work, { before: row, after: outcome.after, actor, action: outcome.action }, now);
  if (outcome.kind === 'remove') await removeLocked(work, row, { actor, now });
  return { id, title, result: 'done' };
}

/** As if the person pressed Launch now for each of them. */
async function launchOne({ db, launchByHand }: BulkDeps, id: string, { facts: { actor } }: Once): Promise<BulkResultRow> {
  const title = visibleOf(await readSchedules(db, [id]), actor).get(id)?.title;
  try {
    await launchByHand(actor, id);
    return { id, title, result: 'done' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id, title, result: 'refused', message: error.reason.code === 'not-found' ? 'There is no such schedule' : error.message };
  }
}
