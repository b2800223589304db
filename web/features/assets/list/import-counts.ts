import type { ImportPreview } from '#contract/assets';
import { counted } from '../../../targets/tag-picker.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';

type ImportCounts = Pick<ImportPreview, 'created' | 'updated' | 'unchanged' | 'tagsCreated' | 'ignoredColumns'>;

/** Every line says what is known already. */
export const isNothing = ({ created, updated }: ImportCounts): boolean => created + updated === 0;

/** What an import has done: "3 assets added, 1 updated, 2 unchanged, 1 new tag". */
export function inWords({ created, updated, unchanged, tagsCreated, ignoredColumns }: ImportCounts): string {
  const same = unchanged === 0 ? '' : `, ${formatNumber(unchanged)} unchanged`;
  const tags = tagsCreated === 0 ? '' : `, ${counted(tagsCreated, 'new tag')}`;
  return `${counted(created, 'asset')} added, ${formatNumber(updated)} updated${same}${tags}${notRead(ignoredColumns)}`;
}

const notRead = (columns: readonly string[]): string =>
  columns.length === 0 ? '' : `. Not read: the ${columns.length === 1 ? 'column' : 'columns'} ${columns.join(', ')}`;

/** What an import would do, before it is done. */
export function wouldInWords(counts: ImportCounts): string {
  const { created, updated, unchanged, tagsCreated, ignoredColumns } = counts;
  if (isNothing(counts)) return `Nothing would change: ${counted(unchanged, 'line')} of what is known already${notRead(ignoredColumns)}.`;
  const tags = tagsCreated === 0 ? '' : `, and create ${counted(tagsCreated, 'tag')}`;
  const same = unchanged === 0 ? '' : `; ${formatNumber(unchanged)} would stay as they are`;
  return `It would add ${counted(created, 'asset')} and change ${formatNumber(updated)}${tags}${same}${notRead(ignoredColumns)}.`;
}
