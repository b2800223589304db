import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { SelectField } from '../../ui/form/select-field.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { browserZone, useTimes } from '../../ui/time/times.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { changeZone, zones } from './queries.ts';

/** In which zone this person reads times; guessed from the browser. */
export function ConsoleStep({ onDone }: { readonly onDone: () => void }) {
  const [zone, setZone] = useState(browserZone);
  const known = useQuery(zones()).data ?? [];
  const queryClient = useQueryClient();
  const { format } = useTimes();
  const now = useNow(1000);
  const save = useMutation({
    ...changeZone(),
    onSuccess: (me) => {
      queryClient.setQueryData(meOptions().queryKey, me);
      onDone();
    },
  });
  // A zone that the list does not name is still a zone: the browser's own.
  const choices = known.map(({ id, label }) => ({ value: id, label }));
  const all = choices.some(({ value }) => value === zone) ? choices : [{ value: zone, label: zone }, ...choices];
  return (
    <div className="first-run-form">
      <h1>This console</h1>
      <p className="text-2">
        People reach it at <b>{window.location.origin}</b>. Schedules keep their own time zones; this one is for reading times.
      </p>
      {save.isError && <FailureNote title="Not saved." message={toProblem(save.error).message} />}
      <div>
        <label className="first-run-label" htmlFor="first-run-zone">
          Your time zone
        </label>
        <SelectField id="first-run-zone" label="Your time zone" value={zone} choices={all} onChange={setZone} searchable />
      </div>
      <p className="meta tabular">It is {format(now, { zone })} there now.</p>
      <div className="first-run-actions">
        <Button loading={save.isPending} onClick={() => save.mutate({ timeZone: zone })}>
          Use this time zone
        </Button>
      </div>
    </div>
  );
}
