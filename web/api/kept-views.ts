import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KeptViews } from '../ui/list/list-view.ts';
import { toast } from '../ui/toast/toast.ts';
import { client, orpc } from './client.ts';
import { toProblem } from './problem.ts';

/** The views that the person keeps of a list: `schedules`, `launches`, `scans`. */
export function useKeptViews(list: string): KeptViews {
  const queryClient = useQueryClient();
  const { data } = useQuery(orpc.views.list.queryOptions({ input: { list } }));
  const onSettled = () => queryClient.invalidateQueries({ queryKey: orpc.views.key() });
  const saving = useMutation({
    mutationFn: ({ name, query, sort, columns }: Parameters<KeptViews['save']>[0]) =>
      client.views.save({
        list,
        name,
        query,
        ...(sort !== undefined && { sort }),
        ...(columns !== undefined && { columns: [...columns] }),
      }),
    onSuccess: ({ name }) => toast(`View ${name} saved`),
    onSettled,
  });
  const removing = useMutation({
    mutationFn: ({ id }: { readonly id: string; readonly name: string }) => client.views.remove({ id }),
    onSuccess: (_, { name }) => toast(`View ${name} removed`),
    onError: (error) => toast(toProblem(error).message),
    onSettled,
  });
  return { items: data?.items ?? [], save: saving.mutateAsync, remove: removing.mutate };
}
