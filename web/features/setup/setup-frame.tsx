import { type UseQueryResult, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageScroll } from '../../ui/page/page.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { SetupHead } from './setup-head.tsx';
import './setup.css';

interface SetupFrameProps<T> {
  readonly setup: UseQueryResult<T>;
  /** Said when it could not be read. */
  readonly failure: string;
  /** Of the skeleton. */
  readonly rows: number;
  readonly children: (saved: T, mayWrite: boolean) => ReactNode;
}

/** A page of Setup: only the Manager primary contact changes it, others read it; skeleton while it is read, the failure in its place. */
export function SetupFrame<T>({ setup, failure, rows, children }: SetupFrameProps<T>) {
  const { data: me } = useSuspenseQuery(meOptions());
  const mayWrite = me.permissions.includes('setup.write');
  return (
    <Page>
      <SetupHead />
      <PageScroll>
        {!mayWrite && (
          <div className="setup-note">
            <Note tone="plain">Only the Manager primary contact changes these settings. You can read them.</Note>
          </div>
        )}
        {setup.isError && setup.data === undefined && (
          <div className="setup-note">
            <FailureNote title={failure} {...toProblem(setup.error)} onRetry={() => void setup.refetch()} />
          </div>
        )}
        {setup.isPending && <TableSkeleton columns={2} density="two-lines" rows={rows} />}
        {setup.data !== undefined && children(setup.data, mayWrite)}
      </PageScroll>
    </Page>
  );
}
