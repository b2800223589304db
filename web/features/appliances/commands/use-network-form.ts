import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client, orpc } from '../../../api/client.ts';
import { toast } from '../../../ui/toast/toast.ts';
import { blankRow, type DraftRow, type ListKind, problemsOf, toOrder } from './network-draft.ts';
import { outlookOf } from './queries.ts';

const JUDGE_AFTER_MS = 200;

interface NetworkFormInput {
  readonly kind: ListKind;
  readonly applianceIds: readonly string[];
  /** The rows that it begins with. */
  readonly initial: () => readonly DraftRow[];
  readonly onSent: () => void;
}

/** The draft of a whole list for one or several, judged by the server for each while it is typed. */
export function useNetworkForm({ kind, applianceIds, initial, onSent }: NetworkFormInput) {
  const [rows, setRows] = useState(initial);
  const [typing, setTyping] = useState<number>();
  const order = useMemo(() => toOrder(kind, rows), [kind, rows]);
  const [settled] = useDebouncedValue(order, JUDGE_AFTER_MS);
  const outlook = useQuery({ ...outlookOf(applianceIds, settled), refetchOnWindowFocus: false });
  const judged = outlook.data?.rows ?? [];
  const possible = judged.filter(({ outcome }) => outcome !== 'impossible');
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: async () => {
      const [only] = applianceIds;
      if (applianceIds.length === 1 && only !== undefined) return [await client.commands.create({ id: only, ...order })];
      const { rows: sent } = await client.commands.createMany({ ...order, applianceIds: possible.map(({ applianceId }) => applianceId) });
      return sent.flatMap(({ command }) => command ?? []);
    },
    onSuccess: (sent) => {
      const list = kind === 'routes' ? 'Routes' : 'VLANs';
      toast(
        judged.length === 1 ? `${list} sent to ${judged[0]?.name}` : `${list} sent to ${sent.length} of ${applianceIds.length} appliances`,
      );
      onSent();
      return queryClient.invalidateQueries({ queryKey: orpc.commands.key() });
    },
  });
  return {
    rows,
    judged,
    possible,
    outlook,
    send,
    problems: problemsOf(kind, rows, sharedIssues(judged), typing),
    /** What is shown is about what is typed. */
    isSettled: settled === order && !outlook.isPlaceholderData && outlook.isSuccess,
    add: () => setRows((before) => [...before, blankRow(Math.max(-1, ...before.map(({ key }) => key)) + 1)]),
    remove: (key: number) => setRows((before) => before.filter((row) => row.key !== key)),
    change: (key: number, change: Partial<DraftRow>) => {
      setTyping(key);
      setRows((before) => before.map((row) => (row.key === key ? { ...row, ...change } : row)));
    },
    /** The row was left: what is missing in it is said. */
    leave: (key: number) => setTyping((before) => (before === key ? undefined : before)),
  };
}
export type NetworkFormState = ReturnType<typeof useNetworkForm>;

type Judged = readonly { readonly issues: Parameters<typeof problemsOf>[2] }[];

/** What is wrong with the list wherever it goes; what is wrong at some of the appliances alone is said beside their names. */
function sharedIssues(judged: Judged): Parameters<typeof problemsOf>[2] {
  const [first, ...others] = judged;
  const sameAs = (one: { readonly path: readonly unknown[]; readonly message: string }) => `${one.path.join('.')} ${one.message}`;
  const texts = others.map(({ issues }) => new Set(issues.map(sameAs)));
  return (first?.issues ?? []).filter((issue) => texts.every((known) => known.has(sameAs(issue))));
}
