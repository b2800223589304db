import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { BulkChange, BulkPreviewRow } from '#contract/schedule-bulk';
import type { Schedule } from '#contract/schedules';
import { parseTerms } from '../ui/filter/filter-terms.ts';
import type { FakeState } from './fake-state.ts';
import { SCENE_NOW } from './scene/identity.ts';

const os = implement(contract);

type Selection = { readonly ids: readonly string[] } | { readonly query: string };

function selected(state: FakeState, selection: Selection): readonly Schedule[] {
  if ('ids' in selection) return state.schedules.filter(({ id }) => selection.ids.includes(id));
  const words = parseTerms(selection.query).flatMap(({ name, value }) => (name === undefined ? [value.toLowerCase()] : []));
  return state.schedules.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}

/** As the server judges, as far as a fake must: what is so already stays, a running scan is not deleted under. */
function rowOf({ id, title, revision, timeZone, active, nextLaunch, lastScan }: Schedule, change: BulkChange): BulkPreviewRow {
  const known = { id, title, revision, timeZone, ...(nextLaunch && { nextLaunchBefore: nextLaunch }), added: 0, moved: 0, lost: 0 };
  if (change.kind === 'deactivate' && !active) return { ...known, outcome: 'unchanged', message: 'Inactive already' };
  if (change.kind === 'activate' && active) return { ...known, outcome: 'unchanged', message: 'Active already' };
  if (change.kind === 'remove' && lastScan?.state === 'running')
    return { ...known, outcome: 'refused', message: 'A scan of it is running: cancel it or wait for its end' };
  if (change.kind === 'deactivate' || change.kind === 'remove')
    return { ...known, outcome: 'will-change', lost: 13, timeZoneAfter: timeZone };
  const timeZoneAfter = (change.kind === 'edit' ? change.timeZone : undefined) ?? timeZone;
  const moved = change.kind === 'edit' && (change.startTime !== undefined || change.timeZone !== undefined) ? 13 : 0;
  return { ...known, outcome: 'will-change', moved, timeZoneAfter, ...(nextLaunch && { nextLaunchAfter: nextLaunch }) };
}

function carryOut(state: FakeState, { id }: Schedule, change: BulkChange): void {
  if (change.kind === 'remove') state.schedules = state.schedules.filter((one) => one.id !== id);
  if (change.kind !== 'activate' && change.kind !== 'deactivate') return;
  state.schedules = state.schedules.map((one) => (one.id === id ? { ...one, active: change.kind === 'activate' } : one));
}

/** Bulk actions on the schedules of the state. */
export const fakeBulk = (state: FakeState) =>
  os.scheduleBulk.router({
    preview: os.scheduleBulk.preview.handler(({ input }) => {
      const rows = selected(state, input.selection).map((schedule) => rowOf(schedule, input.change));
      const count = (outcome: BulkPreviewRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
      const sum = (name: 'added' | 'moved' | 'lost') => rows.reduce((total, row) => total + row[name], 0);
      const totals = { willChange: count('will-change'), unchanged: count('unchanged'), refused: count('refused') };
      const launches = { added: sum('added'), moved: sum('moved'), lost: sum('lost') };
      return { rows, from: SCENE_NOW, to: '2026-06-03T18:42:00Z', totals: { ...totals, ...launches } };
    }),
    carryOut: os.scheduleBulk.carryOut.handler(({ input }) => {
      const schedules = selected(state, input.selection);
      for (const schedule of schedules) carryOut(state, schedule, input.change);
      const rows = schedules.map(({ id, title }) => ({ id, title, result: 'done' as const }));
      return { rows, totals: { done: rows.length, unchanged: 0, refused: 0 } };
    }),
  });
