import type { ImportPreview } from '#contract/assets';
import type { Problem } from '../../../api/problem.ts';
import { counted } from '../../../targets/tag-picker.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { wouldInWords } from './import-counts.ts';

const ERRORS_SHOWN = 200;

/** Every bad line, as the server names it. */
export function ImportErrors({ problem: { issues, message, reference } }: { readonly problem: Problem }) {
  const more = issues.length - ERRORS_SHOWN;
  return (
    <Note tone="bad">
      <b>Nothing was imported.</b> {issues.length === 0 ? message : `${counted(issues.length, 'problem')} to correct.`}
      {reference !== undefined && <> Reference {reference}.</>}
      {issues.length > 0 && (
        <ul className="import-errors">
          {issues.slice(0, ERRORS_SHOWN).map((issue) => (
            <li key={`${issue.path.join('.')} ${issue.message}`}>{issue.message}</li>
          ))}
          {more > 0 && <li>And {formatNumber(more)} more.</li>}
        </ul>
      )}
    </Note>
  );
}

type Line = ImportPreview['lines'][number];

const FIELDS = { name: 'name', operatingSystem: 'operating system' } as const;

function whatHappens({ effect, changes, newTags }: Line): string {
  const fields = changes.map(({ field, before, after }) => `${FIELDS[field]} ${before === undefined ? '' : `${before} → `}${after}`);
  const tags = newTags.length === 0 ? [] : [`${newTags.length === 1 ? 'tag' : 'tags'} ${newTags.join(', ')}`];
  return [...(effect === 'created' ? ['new'] : []), ...fields, ...tags].join('; ');
}

/** What the file would add and change, before anything is saved. */
export function ImportPreviewNote({ preview }: { readonly preview: ImportPreview }) {
  const more = preview.created + preview.updated - preview.lines.length;
  return (
    <Note tone="plain">
      {wouldInWords(preview)}
      {preview.lines.length > 0 && (
        <div className="import-lines">
          <table aria-label="What would change">
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Asset</th>
                <th scope="col">What happens</th>
              </tr>
            </thead>
            <tbody>
              {preview.lines.map((line) => (
                <tr key={line.line}>
                  <td className="tabular">{line.line}</td>
                  <td className="mono">{[line.address, line.name].filter(Boolean).join(' ')}</td>
                  <td>{whatHappens(line)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 && <p className="meta">And {counted(more, 'more line')}.</p>}
        </div>
      )}
    </Note>
  );
}
