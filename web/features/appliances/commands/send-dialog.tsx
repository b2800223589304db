import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../../ui/note/note.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { OutcomeRow } from './outlook-parts.tsx';
import { outlookOf } from './queries.ts';
import './commands.css';

export type PlainKind = 'reboot' | 'update';

interface SendDialogProps {
  readonly kind: PlainKind;
  readonly applianceIds: readonly string[];
  readonly onClose: () => void;
  /** Called once it was sent. */
  readonly onSent?: () => void;
}

const VERBS: Record<PlainKind, string> = { reboot: 'Reboot', update: 'Update' };

/** Reboot or update, of one or several: what will come of it at each, before it is sent. */
export function SendDialog({ kind, applianceIds, onClose, onSent }: SendDialogProps) {
  const outlook = useQuery({ ...outlookOf(applianceIds, { kind }), refetchOnWindowFocus: false });
  const queryClient = useQueryClient();
  const rows = outlook.data?.rows ?? [];
  const possible = rows.filter(({ outcome }) => outcome !== 'impossible');
  const whom = applianceIds.length === 1 ? (rows[0]?.name ?? 'the appliance') : `${applianceIds.length} appliances`;
  const send = useMutation({
    mutationFn: () => client.commands.createMany({ kind, applianceIds: possible.map(({ applianceId }) => applianceId) }),
    onSuccess: ({ rows: sent }) => {
      const done = sent.filter(({ command }) => command !== undefined).length;
      toast(
        sent.length === 1
          ? `${VERBS[kind]} sent to ${sent[0]?.name}`
          : `${VERBS[kind]} sent to ${done} of ${applianceIds.length} appliances`,
      );
      onSent?.();
      onClose();
      return queryClient.invalidateQueries({ queryKey: orpc.commands.key() });
    },
  });
  const name = possible.length === rows.length ? whom : `${possible.length} of ${rows.length} appliances`;
  const sendWord = possible.length === 0 && outlook.isSuccess ? 'Nothing can be sent' : `${VERBS[kind]} ${name}`;
  const confirm = outlook.isError ? 'Try again' : sendWord;
  const go = () => {
    if (outlook.isError) return void outlook.refetch();
    if (possible.length === 0) return onClose();
    send.mutate();
  };
  return (
    <ConfirmDialog
      opened
      title={`${VERBS[kind]} ${whom}?`}
      confirm={confirm}
      tone={kind === 'reboot' ? 'bad' : 'accent'}
      busy={send.isPending || outlook.isFetching}
      onConfirm={go}
      onCancel={onClose}
    >
      {outlook.isError && <FailureNote title="What it would do could not be told." {...toProblem(outlook.error)} />}
      {send.isError && <FailureNote title="Not sent." {...toProblem(send.error)} />}
      {rows.length === 1 && <p>{rows[0]?.text}</p>}
      {rows.length > 1 && (
        <ul className="send-rows" aria-label="How it will go">
          {rows.map((row) => (
            <OutcomeRow key={row.applianceId} outlook={row} text={row.text} />
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
