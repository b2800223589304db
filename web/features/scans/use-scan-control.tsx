import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Scan } from '#contract/scans';
import { client, orpc } from '../../api/client.ts';
import { type Problem, toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { toast } from '../../ui/toast/toast.ts';
import { scanById } from './queries.ts';

type Step = 'pause' | 'resume' | 'cancel';

const DONE: Record<Step, (scan: Scan) => string> = {
  pause: ({ title, state }) => (state === 'paused' ? `${title} is paused` : `${title} is pausing`),
  resume: ({ title }) => `${title} is queued again`,
  cancel: ({ title, state }) => (state === 'canceled' ? `${title} is canceled` : `${title} is being canceled`),
};

export interface ScanControl {
  readonly take: (step: Step, scan: Scan) => void;
  /** Asks first; the outcome is said before it happens. */
  readonly askCancel: (scan: Scan) => void;
  readonly busy: boolean;
  /** Why the last step was refused. */
  readonly problem: Problem | undefined;
  /** Put it into the page. */
  readonly dialog: ReactNode;
}

/** Pause, resume and cancel of scans. */
export function useScanControl(): ScanControl {
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Scan>();
  const step = useMutation({
    mutationFn: ({ what, scan }: { readonly what: Step; readonly scan: Scan }) => client.scans[what]({ id: scan.id }),
    onSuccess: (scan, { what }) => {
      queryClient.setQueryData(scanById(scan.id).queryKey, scan);
      toast(DONE[what](scan));
    },
    onSettled: () => {
      setAsked(undefined);
      return queryClient.invalidateQueries({ queryKey: orpc.scans.key() });
    },
  });
  return {
    take: (what, scan) => step.mutate({ what, scan }),
    askCancel: setAsked,
    busy: step.isPending,
    problem: step.isError ? toProblem(step.error) : undefined,
    dialog: (
      <ConfirmDialog
        opened={asked !== undefined}
        title={`Cancel ${asked?.title ?? 'the scan'}?`}
        confirm="Cancel the scan"
        dismiss="Keep the scan"
        tone="bad"
        busy={step.isPending}
        onConfirm={() => asked !== undefined && step.mutate({ what: 'cancel', scan: asked })}
        onCancel={() => setAsked(undefined)}
      >
        {asked !== undefined && <CancelOutcome scan={asked} />}
      </ConfirmDialog>
    ),
  };
}

function CancelOutcome({ scan }: { readonly scan: Scan }) {
  const left = scan.progress.hostsTotal - scan.progress.hostsDone;
  return (
    <>
      Scan {formatNumber(scan.number)} ends with what it has found so far; {formatNumber(left)} of {formatNumber(scan.progress.hostsTotal)}{' '}
      hosts stay unscanned. A canceled scan cannot be resumed.
      {scan.scheduleId !== undefined && ' If its schedule relaunches on finish, the schedule is deactivated.'}
    </>
  );
}
