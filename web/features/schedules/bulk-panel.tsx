import { Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { BulkPreview, BulkPreviewRow, BulkResultRow } from '#contract/schedule-bulk';
import type { Schedule } from '#contract/schedules';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { useTimes } from '../../ui/time/times.tsx';
import { EditFields, OwnerField } from './bulk-fields.tsx';
import { launchZone } from './launch-zone.ts';
import { NextLaunchCell } from './schedule-cells.tsx';
import type { BulkAction, BulkKind } from './use-bulk-action.ts';
import { whatIsWrong } from './use-carry-out.ts';

const VERBS: Record<BulkKind, string> = {
  launch: 'Launch',
  activate: 'Activate',
  deactivate: 'Deactivate',
  remove: 'Delete',
  owner: 'Change owner of',
  edit: 'Change',
};
/** Rows that are drawn of a long outcome; refused ones come first, the totals count all. */
const DRAWN = 200;

const count = (n: number) => `${formatNumber(n)} ${n === 1 ? 'schedule' : 'schedules'}`;

interface BulkPanelProps {
  readonly schedules: readonly Schedule[];
  /** How many are selected: more than are loaded, when the whole filter is. */
  readonly selected: number;
  readonly action: BulkAction;
  readonly onClose: () => void;
}

/** Several rows are checked: what each launches next, or, once an action is chosen, what it will do to each of them. */
export function BulkPanel({ schedules, selected, action, onClose }: BulkPanelProps) {
  const { kind } = action;
  if (kind !== undefined) return <OutcomePanel selected={selected} action={action} kind={kind} onClose={onClose} />;
  return (
    <SidePanel title={`${count(selected)} selected`} width={312} onClose={onClose}>
      <PanelSection title="Next launches">
        <ul className="bulk-rows">
          {schedules.slice(0, DRAWN).map((schedule) => (
            <li key={schedule.id}>
              <span className="cell-name truncate">{schedule.title}</span>
              <NextLaunchCell schedule={schedule} />
            </li>
          ))}
        </ul>
      </PanelSection>
    </SidePanel>
  );
}

type OutcomePanelProps = Omit<BulkPanelProps, 'schedules'> & { readonly kind: BulkKind };

function OutcomePanel({ selected, action, kind, onClose }: OutcomePanelProps) {
  const { preview, run, results, setChange } = action;
  const outcome = preview.data;
  return (
    <SidePanel title={`${VERBS[kind]} ${count(selected)}`} width={312} onClose={onClose}>
      {kind === 'owner' && !run.isSuccess && (
        <PanelSection title="New owner">
          <OwnerField onChange={setChange} />
        </PanelSection>
      )}
      {kind === 'edit' && !run.isSuccess && (
        <PanelSection title="What changes">
          <EditFields onChange={setChange} />
        </PanelSection>
      )}
      {(preview.isError || run.isError) && (
        <PanelSection>
          <FailureNote title="Not done." {...toProblem(preview.error ?? run.error)} message={whatIsWrong(preview.error ?? run.error)} />
        </PanelSection>
      )}
      {outcome !== undefined && (
        <PanelSection title={run.isSuccess ? 'How it went' : 'How it will go'}>
          <Totals totals={outcome.totals} />
          <OutcomeRows kind={kind} rows={outcome.rows} results={results} />
        </PanelSection>
      )}
      <PanelSection>
        <Confirm action={action} kind={kind} onClose={onClose} />
      </PanelSection>
    </SidePanel>
  );
}

function Confirm({ action, kind, onClose }: Pick<OutcomePanelProps, 'action' | 'kind' | 'onClose'>) {
  const { preview, run, choose } = action;
  const affected = preview.data?.totals.willChange ?? 0;
  if (run.isSuccess)
    return (
      <Button variant="default" onClick={onClose}>
        Close
      </Button>
    );
  return (
    <div className="bulk-confirm">
      <Button
        color={kind === 'remove' ? 'var(--bad-fill)' : 'signal'}
        disabled={affected === 0}
        loading={run.isPending || preview.isFetching}
        onClick={() => preview.data !== undefined && run.mutate(preview.data)}
      >
        {VERBS[kind]} {count(affected)}
      </Button>
      <Button variant="default" disabled={run.isPending} onClick={() => choose(undefined)}>
        Cancel
      </Button>
    </div>
  );
}

function Totals({ totals }: { readonly totals: BulkPreview['totals'] }) {
  const { willChange, unchanged, refused, added, moved, lost } = totals;
  const launches = [`${formatNumber(added)} added`, `${formatNumber(moved)} moved`, `${formatNumber(lost)} lost`].join(', ');
  return (
    <p className="text-2 bulk-totals">
      {formatNumber(willChange)} will change, {formatNumber(unchanged)} stay, {formatNumber(refused)} refused. Launches in 90 days:{' '}
      {launches}.
    </p>
  );
}

const ORDER = { refused: 0, 'will-change': 1, unchanged: 2 };

interface OutcomeRowsProps {
  readonly kind: BulkKind;
  readonly rows: readonly BulkPreviewRow[];
  readonly results: readonly BulkResultRow[];
}

function OutcomeRows({ kind, rows, results }: OutcomeRowsProps) {
  const resultOf = new Map(results.map((result) => [result.id, result]));
  const sorted = rows.toSorted((one, other) => ORDER[one.outcome] - ORDER[other.outcome]);
  return (
    <>
      <ul className="bulk-rows" aria-live="polite">
        {sorted.slice(0, DRAWN).map((row) => (
          <OutcomeRow key={row.id} kind={kind} row={row} result={resultOf.get(row.id)} />
        ))}
      </ul>
      {sorted.length > DRAWN && <p className="meta">and {formatNumber(sorted.length - DRAWN)} more</p>}
    </>
  );
}

const SIGNS = { 'will-change': IconArrowRight, unchanged: IconMinus, refused: IconX };
const TONES = { 'will-change': 'accent', unchanged: 'idle', refused: 'bad' } as const;
const RESULT_TONES = { done: 'ok', unchanged: 'idle', refused: 'bad' } as const;

interface OutcomeRowProps {
  readonly kind: BulkKind;
  readonly row: BulkPreviewRow;
  readonly result: BulkResultRow | undefined;
}

function OutcomeRow({ kind, row, result }: OutcomeRowProps) {
  const inWords = useOutcomeText(kind);
  const Sign = result === undefined ? SIGNS[row.outcome] : result.result === 'done' ? IconCheck : IconX;
  const tone = result === undefined ? TONES[row.outcome] : RESULT_TONES[result.result];
  const text = result === undefined ? (row.message ?? inWords(row)) : (result.message ?? 'done');
  return (
    <li className="outcome-row" data-tone={tone}>
      <Sign size={15} stroke={1.9} aria-hidden />
      <div className="two-lines">
        <span className="cell-name">{row.title ?? 'Unknown schedule'}</span>
        <span className="meta">{text}</span>
      </div>
    </li>
  );
}

const DOES: Record<BulkKind, string> = {
  launch: 'starts a scan now',
  activate: 'launches again',
  deactivate: 'is not launched again',
  remove: 'is deleted',
  owner: 'goes to the new owner',
  edit: 'changes',
};

/** What happens to a row, with its next launch before and after and what it wins and loses in 90 days. */
function useOutcomeText(kind: BulkKind) {
  const { format } = useTimes();
  const show = (launch: BulkPreviewRow['nextLaunchBefore'], zone: string | undefined) =>
    launch === undefined || zone === undefined ? undefined : format(launch.at, { zone: launchZone(launch, zone) });
  return (row: BulkPreviewRow): string => {
    const [before, after] = [show(row.nextLaunchBefore, row.timeZone), show(row.nextLaunchAfter, row.timeZoneAfter)];
    const gone = (kind === 'deactivate' || kind === 'remove') && before !== undefined ? `will not launch ${before}` : undefined;
    const next = (kind === 'edit' || kind === 'activate') && after !== undefined ? `launches next ${after}` : undefined;
    const launches = (['added', 'moved', 'lost'] as const).flatMap((name) => (row[name] === 0 ? [] : [`${row[name]} ${name}`]));
    const parts = [kind === 'remove' ? DOES.remove : undefined, gone, next].filter((part) => part !== undefined);
    return [...(parts.length === 0 ? [DOES[kind]] : parts), ...launches].join(', ');
  };
}
