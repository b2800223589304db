import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Invitation, Person } from '#contract/users';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';

interface NewLinkProps {
  readonly person: Person;
  readonly onMade: (invitation: Invitation) => void;
  readonly onClose: () => void;
}

/** Older links end with a new one, so it is asked first. */
export function NewLinkQuestion({ person, onMade, onClose }: NewLinkProps) {
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => client.users.invite({ id: person.id }),
    onSuccess: (invitation) => {
      void queryClient.invalidateQueries({ queryKey: orpc.users.key() });
      onMade(invitation);
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`A new link for ${person.name}?`}
      confirm="Make the link"
      busy={make.isPending}
      onConfirm={() => make.mutate()}
      onCancel={onClose}
    >
      {make.isError && <FailureNote title="No link was made." {...toProblem(make.error)} />}
      {person.invited
        ? 'It lets them set their password. Earlier links stop working.'
        : 'It lets them set a new password. Earlier links stop working; the present password works until the link is used.'}
    </ConfirmDialog>
  );
}

interface PrimaryContactProps {
  readonly person: Person;
  readonly onClose: () => void;
}

export function PrimaryContactQuestion({ person, onClose }: PrimaryContactProps) {
  const queryClient = useQueryClient();
  const hand = useMutation({
    mutationFn: () => client.users.makePrimaryContact({ id: person.id }),
    onSuccess: () => {
      toast(`${person.name} is the Manager primary contact`);
      onClose();
      void queryClient.invalidateQueries({ queryKey: orpc.users.key() });
      return queryClient.invalidateQueries({ queryKey: orpc.account.key() });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Make ${person.name} the primary contact?`}
      confirm="Hand it over"
      busy={hand.isPending}
      onConfirm={() => hand.mutate()}
      onCancel={onClose}
    >
      {hand.isError && <FailureNote title="Not handed over." {...toProblem(hand.error)} />}
      There is one Manager primary contact, who alone changes Setup. You stay a manager, and {person.name} alone can hand it back.
    </ConfirmDialog>
  );
}
