import { Button, FileButton, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { inWords, isNothing } from './import-counts.ts';
import { ImportErrors, ImportPreviewNote } from './import-outcome.tsx';

const EXAMPLE = 'address,name,operatingSystem,tags\n10.20.0.11,web-1.corp.example,Debian GNU/Linux 12,Production;Web';
/** Of the contract. */
const MOST_BYTES = 16 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

const asCsv = (source: Blob, name: string) => new File([source], name, { type: 'text/csv' });
const sizeText = (bytes: number) =>
  bytes < MEBIBYTE ? `${Math.max(1, Math.round(bytes / 1024))} KiB` : `${(bytes / MEBIBYTE).toFixed(1)} MiB`;

/** Why a file is not even sent. */
function wrongWith(file: File): string | undefined {
  if (file.size === 0) return 'Choose a file or paste the lines.';
  if (file.size > MOST_BYTES) return `${sizeText(file.size)} are too large: at most ${sizeText(MOST_BYTES)}. Split the file.`;
  return undefined;
}

/** Imports assets from CSV: first shows what would be added and changed. All bad lines are told at once and nothing is saved then. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [file, setFile] = useState<File>();
  const [wrong, setWrong] = useState<string>();
  const { previews, imports, attempt, reset } = useImport(onClose);
  const preview = previews.data;
  const source = file ?? asCsv(new Blob([text]), 'pasted.csv');
  const take = (next: { readonly text?: string; readonly file?: File | undefined }) => {
    setText(next.text ?? '');
    setFile(next.file);
    setWrong(undefined);
    reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = wrongWith(source);
    setWrong(found);
    if (found !== undefined || previews.isPending || imports.isPending) return;
    if (preview === undefined || isNothing(preview)) previews.mutate(source);
    else imports.mutate(source);
  };
  const failed = imports.error ?? previews.error;
  const form = {
    ...{ dirty: text !== '' || file !== undefined, saving: previews.isPending || imports.isPending, summary: [], messages: [] },
    ...{ reference: undefined, attempt, takeNewer: undefined, submit },
  };
  const action = preview === undefined || isNothing(preview) ? 'Check the file' : 'Import assets';
  return (
    <FormDialog title="Import assets" action={action} form={form} wide onClose={onClose}>
      {failed !== null && <ImportErrors problem={toProblem(failed)} />}
      {failed === null && preview !== undefined && <ImportPreviewNote preview={preview} />}
      <p className="text-2">
        CSV with the names of the columns in the first line: address or name is needed; operatingSystem and tags (with ; between them) are
        optional. Assets that are known already are updated. At most 50,000 lines.
      </p>
      <div className="import-file">
        <FileButton
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(chosen) => chosen !== null && take({ file: asCsv(chosen, chosen.name) })}
        >
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconFileImport size={16} stroke={1.8} />} data-autofocus>
              Choose a file
            </Button>
          )}
        </FileButton>
        {file === undefined ? (
          <span className="meta">or paste below</span>
        ) : (
          <>
            <span className="truncate">{file.name}</span>
            <span className="meta">{sizeText(file.size)}</span>
            <Button variant="subtle" size="compact-sm" onClick={() => take({})}>
              Paste instead
            </Button>
          </>
        )}
      </div>
      {file === undefined ? (
        <Textarea
          aria-label="Lines of CSV"
          className="mono-input"
          placeholder={EXAMPLE}
          autosize
          minRows={6}
          maxRows={12}
          spellCheck={false}
          value={text}
          error={wrong}
          onChange={(event) => take({ text: event.currentTarget.value })}
        />
      ) : (
        wrong !== undefined && (
          <p className="import-wrong" role="alert">
            {wrong}
          </p>
        )
      )}
    </FormDialog>
  );
}

function useImport(onDone: () => void) {
  const queryClient = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const onError = () => setAttempt((count) => count + 1);
  const previews = useMutation({ mutationFn: (file: File) => client.assets.preview(file), onError });
  const imports = useMutation({
    mutationFn: (file: File) => client.assets.import(file),
    onSuccess: (imported) => {
      toast(inWords(imported));
      for (const queryKey of [orpc.assets.key(), orpc.tags.key()]) void queryClient.invalidateQueries({ queryKey });
      onDone();
    },
    onError,
  });
  const reset = () => {
    previews.reset();
    imports.reset();
  };
  return { previews, imports, attempt, reset };
}
