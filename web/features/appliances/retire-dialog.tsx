import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Appliance, DependentSchedule } from '#contract/appliances';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { toast } from '../../ui/toast/toast.ts';

interface RetireDialogProps {
  readonly appliance: Appliance;
  readonly onClose: () => void;
}

const schedulesOf = (count: number) => (count === 1 ? '1 schedule' : `${formatNumber(count)} schedules`);

/** Says what retiring does, and shows the schedules that it deactivates, before it is done. */
export function RetireDialog({ appliance, onClose }: RetireDialogProps) {
  const queryClient = useQueryClient();
  // What is shown is what is deactivated: it is read anew each time.
  const dependents = useQuery({ ...orpc.appliances.dependents.queryOptions({ input: { id: appliance.id } }), gcTime: 0, staleTime: 0 });
  const schedules = dependents.data?.schedules ?? [];
  const retire = useMutation({
    mutationFn: () => client.appliances.retire({ id: appliance.id, deactivates: schedules.map(({ id }) => id) }),
    onSuccess: () => {
      toast(`${appliance.name} is retired`);
      onClose();
      return Promise.all([
        queryClient.invalidateQueries({ queryKey: orpc.appliances.key() }),
        queryClient.invalidateQueries({ queryKey: orpc.schedules.key() }),
      ]);
    },
    // Another schedule may depend on it by now.
    onError: () => void dependents.refetch(),
  });
  const also = schedules.length === 0 ? '' : ` and deactivate ${schedulesOf(schedules.length)}`;
  const confirm = () => (dependents.isSuccess ? retire.mutate() : void dependents.refetch());
  return (
    <ConfirmDialog
      opened
      title={`Retire ${appliance.name}?`}
      confirm={dependents.isError ? 'Try again' : `Retire ${appliance.name}${also}`}
      tone="bad"
      busy={retire.isPending || dependents.isFetching}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className="appliance-retire">
        {retire.isError && <FailureNote title="Not retired." {...toProblem(retire.error)} />}
        {dependents.isError && <FailureNote title="What depends on it could not be read." {...toProblem(dependents.error)} />}
        <p>
          Its key is refused at once and for good: to use the machine again, register it as a new appliance. {sliceSentence(appliance)} What
          it found stays.
        </p>
        {dependents.isPending && <Skeleton height={20} aria-hidden="true" />}
        {schedules.length > 0 && <Dependents schedules={schedules} />}
      </div>
    </ConfirmDialog>
  );
}

function sliceSentence({ runningSlices }: Appliance): string {
  const running = runningSlices.length;
  if (running === 0) return 'It works on no slice now.';
  return `${running === 1 ? 'The slice that it works on goes' : `The ${running} slices that it works on go`} to other appliances.`;
}

function Dependents({ schedules }: { readonly schedules: readonly DependentSchedule[] }) {
  return (
    <>
      <p>
        <b>{schedules.length === 1 ? '1 schedule scans' : `${formatNumber(schedules.length)} schedules scan`} with this appliance alone.</b>{' '}
        {schedules.length === 1 ? 'It is deactivated, and its owner is told.' : 'They are deactivated, and their owners are told.'}
      </p>
      <ul className="appliance-dependents">
        {schedules.map(({ id, title, owner }) => (
          <li key={id}>
            <PageLink to="/schedules/$id" params={{ id }} className="truncate">
              {title}
            </PageLink>
            <span className="text-2">{owner.name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
