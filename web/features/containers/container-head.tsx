import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ContainerDetail } from '#contract/containers';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { RescanButton } from '../../containers/rescan-button.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { ContainerState } from './container-state.tsx';

/** Its name and state, and a scan now where it runs: nothing else can be scanned. */
export function ContainerHead({ container }: { readonly container: ContainerDetail }) {
  const { data: me } = useSuspenseQuery(meOptions());
  const queryClient = useQueryClient();
  const rescan = useMutation({
    mutationFn: () => client.containers.rescan({ id: container.id }),
    onSuccess: ({ sensorName }) => toast(`Scan asked of ${sensorName}`),
    onError: (error) => toast(toProblem(error).message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.containers.key() }),
  });
  return (
    <PageHead
      parent={{ label: 'Containers', to: '/containers' }}
      title={<ForeignText>{container.name}</ForeignText>}
      aside={<ContainerState state={container.state} />}
      actions={
        me.permissions.includes('containers.rescan') &&
        container.state === 'RUNNING' && (
          <RescanButton rescans={container.rescans} busy={rescan.isPending} onRescan={() => rescan.mutate()} />
        )
      }
    />
  );
}
