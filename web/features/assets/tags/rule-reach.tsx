import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../../api/problem.ts';
import { counted } from '../../../targets/tag-picker.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { tagPreview } from '../queries.ts';
import { missingInRule, sayTagIssue, type TagDraft, toTagRule } from './tag-draft.ts';

/** After the last key. */
const SETTLE_MS = 400;

/** How many assets the rule fits now, and which are the first of them; the server counts. */
export function RuleReach({ draft }: { readonly draft: TagDraft }) {
  const wanted = JSON.stringify(toTagRule(draft));
  const [settled] = useDebouncedValue(wanted, SETTLE_MS);
  const complete = draft.kind !== 'static' && missingInRule(draft) === undefined;
  const { data, error, isPlaceholderData } = useQuery({ ...tagPreview(JSON.parse(settled)), enabled: complete && settled === wanted });
  if (draft.kind === 'static') return null;
  if (!complete) return <p className="target-reach meta">How many assets it fits is shown here.</p>;
  if (error !== null && settled === wanted) {
    const { message, issues } = toProblem(error);
    const [first] = issues;
    const more = issues.length - 1;
    return (
      <output className="target-reach meta" data-tone="warn">
        {first === undefined ? message : sayTagIssue(first, draft)}
        {more > 0 && ` And ${more} more.`}
      </output>
    );
  }
  if (data === undefined) return <p className="target-reach meta">Counting</p>;
  const rest = data.assets - data.examples.length;
  return (
    <output className="target-reach" data-outdated={settled !== wanted || isPlaceholderData || undefined}>
      Fits <b className="tabular">{formatNumber(data.assets)}</b> {data.assets === 1 ? 'asset' : 'assets'} now
      {data.assets === 0 ? '; those that come later carry it by themselves.' : `: ${data.examples.join(', ')}`}
      {rest > 0 && ` and ${counted(rest, 'other')}`}
      {data.assets > 0 && '.'}
    </output>
  );
}
