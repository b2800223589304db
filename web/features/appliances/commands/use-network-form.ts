import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ApplianceNetwork } from '#contract/commands';
import { client, orpc } from '../../../api/client.ts';
import { toast } from '../../../ui/toast/toast.ts';
import { blankRow, type DraftRow, type ListKind, problemsOf, rowsOf, toOrder } from './network-draft.ts';
import { outlookOf } from './queries.ts';

const JUDGE_AFTER_MS = 200;

interface NetworkFormInput {
  readonly appliance: { readonly id: string; readonly name: string };
  readonly kind: ListKind;
  readonly network: ApplianceNetwork;
  readonly onSent: () => void;
}

/** The draft of a whole list, judged by the server while it is typed. */
export function useNetworkForm({ appliance, kind, network, onSent }: NetworkFormInput) {
  const [rows, setRows] = useState<readonly DraftRow[]>(() => rowsOf(kind, network));
  const order = useMemo(() => toOrder(kind, rows), [kind, rows]);
  const [settled] = useDebouncedValue(order, JUDGE_AFTER_MS);
  const outlook = useQuery(outlookOf([appliance.id], settled));
  const judged = outlook.data?.rows[0];
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: () => client.commands.create({ id: appliance.id, ...order }),
    onSuccess: () => {
      toast(`${kind === 'routes' ? 'Routes' : 'VLANs'} sent to ${appliance.name}`);
      onSent();
      return queryClient.invalidateQueries({ queryKey: orpc.commands.key() });
    },
  });
  return {
    rows,
    judged,
    outlook,
    send,
    problems: problemsOf(kind, rows, judged?.issues ?? []),
    /** What is shown is about what is typed. */
    isSettled: settled === order && !outlook.isPlaceholderData && outlook.isSuccess,
    add: () => setRows((before) => [...before, blankRow(Math.max(-1, ...before.map(({ key }) => key)) + 1)]),
    remove: (key: number) => setRows((before) => before.filter((row) => row.key !== key)),
    change: (key: number, change: Partial<DraftRow>) =>
      setRows((before) => before.map((row) => (row.key === key ? { ...row, ...change } : row))),
  };
}
