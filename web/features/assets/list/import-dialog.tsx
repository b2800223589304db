import { Button, FileButton, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, orpc } from '../../../api/client.ts';
import { type Problem, toProblem } from '../../../api/problem.ts';
import { counted } from '../../../targets/tag-picker.tsx';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { toast } from '../../../ui/toast/toast.ts';

const EXAMPLE = 'address,name,operatingSystem,tags\n10.20.0.11,web-1.corp.example,Debian GNU/Linux 12,Production;Web';
/** Of the contract. */
const MOST_CHARACTERS = 8_000_000;
const ERRORS_SHOWN = 200;

type Imported = Awaited<ReturnType<typeof client.assets.import>>;

function inWords({ created, updated, tagsCreated, ignoredColumns }: Imported): string {
  const tags = tagsCreated === 0 ? '' : `, ${counted(tagsCreated, 'new tag')}`;
  const ignored = ignoredColumns.length === 0 ? '' : `. Not read: the columns ${ignoredColumns.join(', ')}`;
  return `${counted(created, 'asset')} added, ${formatNumber(updated)} updated${tags}${ignored}`;
}

/** Why a text is not even sent. */
function wrongWith(csv: string): string | undefined {
  if (csv.trim() === '') return 'Choose a file or paste the lines.';
  if (csv.length > MOST_CHARACTERS)
    return `${formatNumber(csv.length)} characters are too many: at most ${formatNumber(MOST_CHARACTERS)}. Split it.`;
  return undefined;
}

/** Imports assets from CSV. All bad lines are told at once and nothing is saved then; the text stays. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [file, setFile] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const queryClient = useQueryClient();
  const imports = useMutation({
    mutationFn: () => client.assets.import({ csv }),
    onSuccess: (imported) => {
      toast(inWords(imported));
      for (const queryKey of [orpc.assets.key(), orpc.tags.key()]) void queryClient.invalidateQueries({ queryKey });
      onClose();
    },
    onError: () => setAttempt((count) => count + 1),
  });
  const problem = imports.isError ? toProblem(imports.error) : undefined;
  const take = (text: string, name: string | undefined) => {
    setCsv(text);
    setFile(name);
    setWrong(undefined);
    imports.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = wrongWith(csv);
    setWrong(found);
    if (found === undefined && !imports.isPending) imports.mutate();
  };
  const form = {
    dirty: csv !== '',
    saving: imports.isPending,
    summary: [],
    messages: [],
    reference: undefined,
    attempt,
    takeNewer: undefined,
    submit,
  };
  return (
    <FormDialog title="Import assets" action="Import assets" form={form} wide onClose={onClose}>
      {problem !== undefined && <ImportErrors problem={problem} />}
      <p className="text-2">
        CSV with the names of the columns in the first line: address or name is needed; operatingSystem and tags (with ; between them) are
        optional. Assets that are known already are updated.
      </p>
      <div className="import-file">
        <FileButton accept=".csv,text/csv,text/plain" onChange={(chosen) => void chosen?.text().then((text) => take(text, chosen.name))}>
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconFileImport size={16} stroke={1.8} />}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <span className="meta">{file ?? 'or paste below'}</span>
      </div>
      <Textarea
        aria-label="Lines of CSV"
        className="mono-input"
        placeholder={EXAMPLE}
        autosize
        minRows={8}
        maxRows={14}
        spellCheck={false}
        value={csv}
        error={wrong}
        onChange={(event) => take(event.currentTarget.value, undefined)}
      />
    </FormDialog>
  );
}

/** Every bad line, as the server names it. */
function ImportErrors({ problem: { issues, message, reference } }: { readonly problem: Problem }) {
  const more = issues.length - ERRORS_SHOWN;
  return (
    <Note tone="bad">
      <b>Nothing was imported.</b>{' '}
      {issues.length === 0 ? message : `${counted(issues.length, 'line')} to correct; what you pasted stays below.`}
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
