import { Button } from '@mantine/core';
import { IconCalendarRepeat, IconPlus } from '@tabler/icons-react';
import { EmptyByFilter, EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Region } from '../../ui/page/page.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';

const nothing = () => undefined;

export const Loading = () => (
  <Region title="Loading: the shape of the content, after 150 ms" flush>
    <TableSkeleton columns={4} density="two-lines" rows={4} />
  </Region>
);

export const Emptiness = () => (
  <Region title="Empty: what goes here, one action">
    <EmptyState
      icon={IconCalendarRepeat}
      title="No schedules in this unit yet"
      action={<Button leftSection={<IconPlus size={16} stroke={1.8} />}>New schedule</Button>}
    >
      A schedule launches scans by itself: choose targets, scanners and a time, and see the launches before you save.
    </EmptyState>
    <EmptyByFilter things="schedules" query="status:inactive" onClear={nothing} />
  </Region>
);

export const Notes = () => (
  <Region title="Stale and failing: keep the rows, say since when">
    <div className="dev-ui-stack">
      <Note tone="warn" action={{ label: 'Try now', onClick: nothing }}>
        <b>Not live since 19:41:06 CET.</b> What is shown may be out of date. Trying again in 8 s.
      </Note>
      <FailureNote
        title="The schedules could not be read."
        message="The database did not answer within 5 s. Your filters are kept."
        reference="7F3-C21"
        onRetry={nothing}
      />
      <Note tone="ok">The connection works.</Note>
      <Note tone="plain">Next change of the clocks: Sun 8 March 2026, 02:00 → 03:00 (PST to PDT).</Note>
    </div>
  </Region>
);
