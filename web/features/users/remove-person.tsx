import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Belonging, Person } from '#contract/users';
import { client } from '../../api/client.ts';
import { toFormProblem, toProblem } from '../../api/problem.ts';
import { PersonSelect } from '../../people/person-select.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { belongingsOf } from './queries.ts';

interface RemovePersonProps {
  readonly person: Person;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

const WORDS: Record<Belonging['kind'], readonly [one: string, many: string]> = {
  schedules: ['schedule', 'schedules'],
  scans: ['scan that has not ended', 'scans that have not ended'],
  'distribution-groups': ['distribution group', 'distribution groups'],
};

const HEIR_MISSING = 'Choose who takes these over.';

function useRemoval(person: Person, onRemoved: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (handOverTo: string | undefined) => client.users.remove({ id: person.id, ...(handOverTo !== undefined && { handOverTo }) }),
    onSuccess: async () => {
      toast(`${person.name} is removed`);
      onRemoved();
      // Whose things they were is written on many pages.
      await queryClient.invalidateQueries();
    },
  });
}

/** Says what they own before it is done, and asks who takes it over. */
export function RemovePerson({ person, onRemoved, onClose }: RemovePersonProps) {
  const read = useQuery({ ...belongingsOf(person.id), refetchOnMount: 'always' });
  const [heir, setHeir] = useState<string>();
  const [missing, setMissing] = useState(false);
  const removal = useRemoval(person, onRemoved);
  const owned = read.data?.items.filter(({ count }) => count > 0);
  const problem = removal.isError ? toFormProblem(toProblem(removal.error), ['handOverTo']) : undefined;
  const confirm = () => {
    if (owned === undefined) return;
    const lacking = owned.length > 0 && heir === undefined;
    setMissing(lacking);
    if (!lacking) removal.mutate(heir);
  };
  return (
    <ConfirmDialog
      opened
      title={`Remove ${person.name}?`}
      confirm={`Remove ${person.name}`}
      tone="bad"
      busy={removal.isPending || read.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className="users-dialog">
        {problem?.messages.map((message) => (
          <Note tone="bad" key={message}>
            <b>Not removed.</b> {message}
          </Note>
        ))}
        {read.isError && (
          <FailureNote title="What they own could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        )}
        <p>They can no longer sign in. Ended scans and the ledger keep their name.</p>
        {owned?.length === 0 && <p>They own nothing that would need somebody else.</p>}
        {owned !== undefined && owned.length > 0 && (
          <>
            <Owned of={person.name} owned={owned} />
            <HeirField
              leaving={person.id}
              value={heir}
              error={problem?.fields['handOverTo'] ?? (missing ? HEIR_MISSING : undefined)}
              onChange={(id) => {
                setHeir(id);
                setMissing(false);
                removal.reset();
              }}
            />
          </>
        )}
      </div>
    </ConfirmDialog>
  );
}

function Owned({ of, owned }: { readonly of: string; readonly owned: readonly Belonging[] }) {
  return (
    <>
      <p>{of} owns:</p>
      <ul className="users-owned">
        {owned.map(({ kind, count, names }) => (
          <li key={kind}>
            <b>
              {count} {WORDS[kind][count === 1 ? 0 : 1]}
            </b>
            <span className="meta">
              {names.join(', ')}
              {count > names.length && ` and ${count - names.length} more`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface HeirFieldProps {
  readonly leaving: string;
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (id: string) => void;
}

function HeirField({ leaving, value, error, onChange }: HeirFieldProps) {
  return (
    <div className="users-heir">
      <label htmlFor="person-heir">Hand over to</label>
      <PersonSelect
        id="person-heir"
        label="Hand over to"
        placeholder="Choose a person"
        value={value}
        except={leaving}
        error={error}
        onChange={onChange}
      />
    </div>
  );
}
