import { Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asset } from '#contract/assets';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { TagPicker } from '../../../targets/tag-picker.tsx';
import { Segments } from '../../../ui/form/segments.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { useTags } from '../queries.ts';
import { assetTitle } from './asset-columns.tsx';
import { type TagOutcome, type TagStep, tagOutcome } from './tag-outcome.ts';

const STEPS = [
  { value: 'add', label: 'Add' },
  { value: 'remove', label: 'Remove' },
] as const;

type Result = { readonly ok: true } | { readonly ok: false; readonly message: string };

const assets = (n: number) => `${n} ${n === 1 ? 'asset' : 'assets'}`;

/** Changes the tags of many assets one after another; one that fails does not stop the others. */
function useBulkTags() {
  const queryClient = useQueryClient();
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [state, setState] = useState<'asking' | 'running' | 'done'>('asking');
  const run = async (changes: readonly { readonly asset: Asset; readonly outcome: TagOutcome }[]) => {
    setState('running');
    const told = new Map<string, Result>();
    for (const { asset, outcome } of changes) {
      const result = await client.assets.change({ id: asset.id, tagIds: [...outcome.tagIds] }).then(
        (): Result => ({ ok: true }),
        (error: unknown): Result => ({ ok: false, message: toProblem(error).message }),
      );
      told.set(asset.id, result);
      setResults(new Map(told));
    }
    setState('done');
    await Promise.all([orpc.assets.key(), orpc.tags.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
  return { results, state, run };
}

interface BulkTagPanelProps {
  readonly chosen: readonly Asset[];
  readonly onClose: () => void;
}

/** Adds tags to the chosen assets or takes them off, with the outcome of each first. */
export function BulkTagPanel({ chosen, onClose }: BulkTagPanelProps) {
  const [step, setStep] = useState<TagStep>('add');
  const [tagIds, setTagIds] = useState<readonly string[]>([]);
  const bulk = useBulkTags();
  // As they were when the panel was opened: afterwards the outcome is a report.
  const [before] = useState(chosen);
  const rows = bulk.state === 'asking' ? chosen : before;
  const tags = useTags([...tagIds, ...rows.flatMap((asset) => asset.tagIds)]);
  const outcomes = rows.map((asset) => ({ asset, outcome: tagOutcome(step, asset, tagIds, tags) }));
  const affected = outcomes.filter(({ outcome }) => outcome.kind === 'does');
  const verb = step === 'add' ? 'Tag' : 'Untag';
  return (
    <SidePanel title={`Tags of ${assets(rows.length)}`} width={312} onClose={onClose}>
      {bulk.state === 'asking' && (
        <PanelSection>
          <div className="asset-panel-part">
            <Segments label="Add or remove tags" value={step} choices={STEPS} onChange={setStep} />
            <TagPicker
              id="bulk-tags"
              label={step === 'add' ? 'Tags to add' : 'Tags to remove'}
              placeholder="Choose tags"
              assignedOnly
              chosen={tagIds}
              onChange={setTagIds}
            />
          </div>
        </PanelSection>
      )}
      {tagIds.length > 0 && (
        <PanelSection title={bulk.state === 'done' ? 'How it went' : 'How it will go'}>
          <ul className="asset-bulk-rows" aria-live="polite">
            {outcomes.map(({ asset, outcome }) => (
              <OutcomeRow key={asset.id} title={assetTitle(asset)} outcome={outcome} result={bulk.results.get(asset.id)} />
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection>
        <div className="asset-bulk-actions">
          {bulk.state === 'done' ? (
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
          ) : (
            <>
              <Button disabled={affected.length === 0} loading={bulk.state === 'running'} onClick={() => void bulk.run(affected)}>
                {verb} {assets(affected.length)}
              </Button>
              <Button variant="default" disabled={bulk.state === 'running'} onClick={onClose}>
                Cancel
              </Button>
            </>
          )}
        </div>
      </PanelSection>
    </SidePanel>
  );
}

interface OutcomeRowProps {
  readonly title: string;
  readonly outcome: TagOutcome;
  readonly result: Result | undefined;
}

function OutcomeRow({ title, outcome, result }: OutcomeRowProps) {
  const Sign = result === undefined ? (outcome.kind === 'does' ? IconArrowRight : IconMinus) : result.ok ? IconCheck : IconX;
  const tone = result === undefined ? (outcome.kind === 'does' ? 'accent' : 'idle') : result.ok ? 'ok' : 'bad';
  return (
    <li data-tone={tone}>
      <Sign size={15} stroke={1.9} aria-hidden />
      <span className="two-lines">
        <span className="cell-name truncate">{title}</span>
        <span className="meta">{result === undefined ? outcome.text : result.ok ? 'done' : result.message}</span>
      </span>
    </li>
  );
}
